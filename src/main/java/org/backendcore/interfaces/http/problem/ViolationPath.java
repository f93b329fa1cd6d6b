package org.backendcore.interfaces.http.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.backendcore.interfaces.http.problem.InvalidPart.Place;

/** Where in a request a violation is: Jakarta Validation 3.0, section 6.2, says it in names of methods and parameters. */
final class ViolationPath {
    private final ConstraintViolation<?> violation;
    private final List<Path.Node> nodes;

    ViolationPath(ConstraintViolation<?> violation) {
        this.violation = violation;
        this.nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .toList();
    }

    boolean has(ElementKind kind) {
        return nodes.stream().anyMatch(node -> node.getKind() == kind);
    }

    /** The class that was validated. */
    Class<?> root() {
        return violation.getRootBeanClass();
    }

    /** Of a method that a request calls. */
    boolean isOfAResource() {
        return declarations()
                .flatMap(method -> Stream.of(method.getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(type -> type.isAnnotationPresent(HttpMethod.class) || type == jakarta.ws.rs.Path.class);
    }

    InvalidPart part() {
        if (has(ElementKind.CROSS_PARAMETER)) {
            return at(Place.REQUEST, "");
        }
        if (!has(ElementKind.METHOD)) {
            return property(violation.getRootBean(), nodes);
        }
        int index = nodes.get(1).as(Path.ParameterNode.class).getParameterIndex();
        Object value = violation.getExecutableParameters()[index];
        List<Path.Node> below = nodes.subList(2, nodes.size());
        List<Annotation> annotations = declarations()
                .flatMap(method -> Stream.of(method.getParameterAnnotations()[index]))
                .toList();
        if (annotations.stream().anyMatch(BeanParam.class::isInstance)) {
            return property(value, below);
        }
        return ParameterName.in(annotations)
                .map(name -> at(Place.PARAMETER, name))
                .orElseGet(() -> at(Place.POINTER, JsonPointer.to(value, below)));
    }

    /** Of a bean with parameters, or of one that is a body. */
    private InvalidPart property(Object bean, List<Path.Node> path) {
        return Optional.ofNullable(path.get(0).getName())
                .flatMap(name ->
                        ParameterName.in(BeanProperty.of(bean.getClass(), name).annotations()))
                .map(name -> at(Place.PARAMETER, name))
                .orElseGet(() -> at(Place.POINTER, JsonPointer.to(bean, path)));
    }

    private InvalidPart at(Place place, String name) {
        return new InvalidPart(place, name, violation.getMessage());
    }

    /** The method, and those that it overrides, which may have the annotations. */
    private Stream<Method> declarations() {
        Path.MethodNode method = nodes.get(0).as(Path.MethodNode.class);
        Class<?>[] types = method.getParameterTypes().toArray(Class<?>[]::new);
        return BeanProperty.ancestors(root())
                .flatMap(type -> BeanProperty.method(type, method.getName(), types).stream());
    }
}
