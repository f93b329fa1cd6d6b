package org.backendcore.interfaces.http.problem;

import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A property of a bean or a record, as declared by its class and superclasses.
 *
 * @param fields its fields
 * @param methods its getters
 * @param setters its setters
 */
record BeanProperty(String name, List<Field> fields, List<Method> methods, List<Method> setters) {

    /** Has no members if the class has no such property. */
    static BeanProperty of(Class<?> type, String name) {
        String capitalized = name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        List<Class<?>> ancestors = ancestors(type).toList();
        return new BeanProperty(
                name,
                ancestors.stream()
                        .flatMap(each -> Stream.of(each.getDeclaredFields()))
                        .filter(field -> field.getName().equals(name))
                        .toList(),
                ancestors.stream()
                        .flatMap(each -> (each.isRecord()
                                        ? Stream.of(name)
                                        : Stream.of("get" + capitalized, "is" + capitalized))
                                .flatMap(method -> method(each, method).stream()))
                        .toList(),
                ancestors.stream()
                        .flatMap(each -> Stream.of(each.getDeclaredMethods()))
                        .filter(method ->
                                method.getName().equals("set" + capitalized) && method.getParameterCount() == 1)
                        .toList());
    }

    /** The class itself, its superclasses, and their interfaces. */
    static Stream<Class<?>> ancestors(@Nullable Class<?> type) {
        return type == null
                ? Stream.empty()
                : Stream.concat(
                        Stream.concat(Stream.of(type), ancestors(type.getSuperclass())),
                        Stream.of(type.getInterfaces()).flatMap(BeanProperty::ancestors));
    }

    private static Optional<Method> method(Class<?> type, String name) {
        try {
            return Optional.of(type.getDeclaredMethod(name));
        } catch (NoSuchMethodException inherited) {
            return Optional.empty();
        }
    }

    /** Whether a client can set it. */
    boolean isGiven() {
        return !fields.isEmpty() || !setters.isEmpty();
    }

    /** The setters' annotations first: they give the name that a client uses. */
    List<Annotation> annotations() {
        return Stream.of(setters, fields, methods)
                .flatMap(List::stream)
                .flatMap(member -> Stream.of(((AccessibleObject) member).getAnnotations()))
                .toList();
    }

    /** The type of its field or setter. */
    Optional<Class<?>> type() {
        return Stream.<Class<?>>concat(
                        fields.stream().map(Field::getType),
                        setters.stream().map(setter -> setter.getParameterTypes()[0]))
                .findFirst();
    }

    /** Also null if it may not be read. */
    @Nullable Object valueIn(Object bean) {
        try {
            for (Field field : fields) {
                if (field.trySetAccessible()) {
                    return field.get(bean);
                }
            }
            for (Method method : methods) {
                if (method.trySetAccessible()) {
                    return method.invoke(bean);
                }
            }
            return null;
        } catch (IllegalAccessException | InvocationTargetException exception) {
            return null;
        }
    }
}
