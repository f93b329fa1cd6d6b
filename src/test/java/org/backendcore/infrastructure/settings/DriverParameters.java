package org.backendcore.infrastructure.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/**
 * The file of {@link PostgresqlParameters}, generated from the driver, which declares no types; they follow from the
 * defaults.
 */
final class DriverParameters {
    private DriverParameters() {}

    static String file() {
        return Arrays.stream(PGProperty.values())
                .sorted(Comparator.comparing(PGProperty::getName))
                .map(parameter -> "%s %s\n".formatted(parameter.getName(), kind(parameter)))
                .collect(Collectors.joining());
    }

    private static String kind(PGProperty parameter) {
        String[] choices = parameter.getChoices();
        String standard = String.valueOf(parameter.getDefaultValue());
        // The only one that accepts several of its choices.
        if (choices != null && parameter != PGProperty.REQUIRE_AUTH) {
            return String.join(",", choices);
        }
        if (standard.matches("true|false") || parameter == PGProperty.SSL) {
            return "true,false";
        }
        return standard.matches("-?\\d+") ? "number" : "text";
    }
}
