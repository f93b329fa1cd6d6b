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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.backendcore.interfaces.http.problem.InvalidPart.Place;

/**
 * The location of a violation in a request; Jakarta Validation 3.0, section 6.2, gives it as names of methods and
 * parameters.
 */
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

    /** Whether it is a method that a request calls. */
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
            return parameter(root(), nodes)
                    .orElseGet(() -> at(Place.POINTER, BodyPointer.to(violation.getRootBean(), nodes)));
        }
        int index = nodes.get(1).as(Path.ParameterNode.class).getParameterIndex();
        List<Path.Node> below = nodes.subList(2, nodes.size());
        List<Annotation> annotations = declarations()
                .flatMap(method -> Stream.of(method.getParameterAnnotations()[index]))
                .toList();
        if (annotations.stream().anyMatch(BeanParam.class::isInstance)) {
            Class<?> type =
                    nodes.get(0).as(Path.MethodNode.class).getParameterTypes().get(index);
            return parameter(type, below).orElseGet(() -> at(Place.REQUEST, ""));
        }
        return ParameterName.in(annotations)
                .map(name -> at(Place.PARAMETER, name))
                .orElseGet(() -> at(Place.POINTER, BodyPointer.to(violation.getExecutableParameters()[index], below)));
    }

    /** A property that is a parameter, including those of nested beans. */
    private Optional<InvalidPart> parameter(Class<?> type, List<Path.Node> path) {
        if (path.isEmpty() || path.get(0).getKind() != ElementKind.PROPERTY) {
            return Optional.empty();
        }
        BeanProperty property = BeanProperty.of(type, path.get(0).getName());
        List<Annotation> annotations = property.annotations();
        return ParameterName.in(annotations)
                .map(name -> at(Place.PARAMETER, name))
                .or(() -> annotations.stream().anyMatch(BeanParam.class::isInstance)
                        ? property.type().flatMap(bean -> parameter(bean, path.subList(1, path.size())))
                        : Optional.empty());
    }

    private InvalidPart at(Place place, String name) {
        return new InvalidPart(place, name, violation.getMessage());
    }

    /**
     * The method and those that it overrides, which may have the annotations; overridden methods of generic types have
     * different signatures.
     */
    private Stream<Method> declarations() {
        Path.MethodNode method = nodes.get(0).as(Path.MethodNode.class);
        List<Class<?>> types = method.getParameterTypes();
        return BeanProperty.ancestors(root())
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(each -> each.getName().equals(method.getName()) && each.getParameterCount() == types.size())
                .filter(each -> IntStream.range(0, types.size())
                        .allMatch(index -> each.getParameterTypes()[index].isAssignableFrom(types.get(index))));
    }
}
