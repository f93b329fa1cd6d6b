package org.backendcore.interfaces.http.problem;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON pointer into a body, as the fragment of a URI (RFC 6901, section 6), with the names that the client uses. */
final class JsonPointer {
    private JsonPointer() {}

    /** From a bean along a path. */
    static String to(@Nullable Object bean, List<Path.Node> path) {
        StringBuilder pointer = new StringBuilder();
        Object here = bean;
        for (Path.Node node : path) {
            Object step = node.getIndex() == null ? node.getKey() : node.getIndex();
            if (node.isInIterable() && step != null) {
                append(pointer, step.toString());
                here = element(here, step);
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                BeanProperty property = BeanProperty.of(here == null ? Object.class : here.getClass(), node.getName());
                // Otherwise it is worked out of others, and the whole bean is meant.
                if (property.isGiven()) {
                    append(pointer, name(property));
                }
                here = here == null ? null : property.valueIn(here);
            }
        }
        return fragment(pointer.toString());
    }

    private static void append(StringBuilder pointer, String step) {
        pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }

    private static @Nullable Object element(@Nullable Object container, Object step) {
        if (container instanceof List<?> list && step instanceof Integer index && index < list.size()) {
            return list.get(index);
        }
        if (container instanceof Object[] array && step instanceof Integer index && index < array.length) {
            return array[index];
        }
        return container instanceof Map<?, ?> map ? map.get(step) : null;
    }

    /** Jakarta JSON Binding 3.0, section 4.1. */
    private static String name(BeanProperty property) {
        return property.annotations().stream()
                .filter(JsonbProperty.class::isInstance)
                .map(annotation -> ((JsonbProperty) annotation).value())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(property.name());
    }

    private static String fragment(String pointer) {
        try {
            return new URI(null, null, pointer).toASCIIString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
