package org.backendcore.interfaces.http.problem;

import jakarta.json.Json;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON pointer into a body, as a URI fragment (RFC 6901, section 6), with the names that the client uses. */
final class BodyPointer {
    /** RFC 3986, section 3.5: the unescaped characters of a fragment, besides letters and digits. */
    private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

    /** A key chosen by the client may have megabytes; the pointer then ends at the key's parent. */
    private static final int LONGEST = 200;

    private BodyPointer() {}

    /** Follows a path from a bean. */
    static String to(@Nullable Object bean, List<Path.Node> path) {
        StringBuilder pointer = new StringBuilder();
        Object here = bean;
        for (Path.Node node : path) {
            Object step = node.getIndex() == null ? node.getKey() : node.getIndex();
            if (node.isInIterable() && step != null) {
                if (step.toString().length() > LONGEST) {
                    break;
                }
                append(pointer, step.toString());
                here = element(here, step);
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                if (here == null) {
                    append(pointer, node.getName());
                    continue;
                }
                BeanProperty property = BeanProperty.of(here.getClass(), node.getName());
                // Otherwise the property is derived from others, and the pointer refers to the whole bean.
                if (property.isGiven()) {
                    append(pointer, name(property));
                }
                Object value = property.valueIn(here);
                here = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            }
        }
        return fragment(pointer.toString());
    }

    private static void append(StringBuilder pointer, String step) {
        pointer.append('/').append(Json.encodePointer(step));
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

    /** {@link java.net.URI} would change some characters, and fails on half of a surrogate pair. */
    private static String fragment(String pointer) {
        StringBuilder fragment = new StringBuilder("#");
        for (byte octet : pointer.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) Byte.toUnsignedInt(octet);
            boolean plain = character < 128 && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0);
            fragment.append(plain ? character : String.format(Locale.ROOT, "%%%02X", (int) character));
        }
        return fragment.toString();
    }
}
