package org.backendcore.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parts of Payara Micro that the distribution leaves out: {@code unused-parts.properties}.
 *
 * @param packages what an application would use of them, or a word, in alphabetical order
 * @param jars the names of their jars, without versions
 */
record UnusedParts(List<String> packages, List<String> jars) {
    static UnusedParts read(Path file) throws IOException {
        Properties parts = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            parts.load(text);
        }
        List<String> packages = parts.stringPropertyNames().stream().sorted().toList();
        return new UnusedParts(
                packages,
                packages.stream()
                        .flatMap(
                                name -> Stream.of(parts.getProperty(name).trim().split(" +")))
                        .toList());
    }

    /**
     * The files of these jars.
     *
     * @throws IOException if a name has no file, as in a Payara Micro that calls it otherwise
     */
    List<Path> in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        List<Path> found = new ArrayList<>();
        for (String jar : jars) {
            Pattern name = Pattern.compile(Pattern.quote(jar) + "(-[0-9][^-]*)?\\.jar");
            found.add(files.stream()
                    .filter(file ->
                            name.matcher(String.valueOf(file.getFileName())).matches())
                    .findFirst()
                    .orElseThrow(() ->
                            new IOException("unused-parts.properties names '%s', but Payara Micro has no such jar in %s"
                                    .formatted(jar, folder))));
        }
        return found;
    }
}
