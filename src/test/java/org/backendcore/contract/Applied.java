package org.backendcore.contract;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What several that migrate at once say that they applied. */
final class Applied {
    private static final Pattern LINE = Pattern.compile("migrations applied: (V[^\\n]*)");

    private Applied() {}

    /** Of all of them, sorted: each migration is applied by one of them, whoever comes first. */
    static List<String> in(List<String> outputs) {
        return outputs.stream()
                .flatMap(output -> LINE.matcher(output).results())
                .flatMap(line -> Arrays.stream(line.group(1).split(", ")))
                .sorted()
                .toList();
    }
}
