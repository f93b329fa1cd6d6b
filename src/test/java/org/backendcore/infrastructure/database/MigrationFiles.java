package org.backendcore.infrastructure.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The files of the migrations with their checksums (SHA-256, with Unix line ends).
 *
 * @param checksums by the path below the resources
 */
record MigrationFiles(SortedMap<String, String> checksums) {
    private static final Pattern FORWARD = Pattern.compile(
            "db/migration(?<engine>|-postgresql|-h2)/V(?<version>[0-9]+([._][0-9]+)*)__\\w+\\.sql(\\.conf)?");

    private static final String NAME =
            "%s is not a forward migration: name it V<number>__<what_it_does>.sql, in db/migration, db/migration-postgresql or db/migration-h2";

    /** Required by Open Liberty to detect the folder. */
    private static final String MARKER = "flyway.location";

    static MigrationFiles in(Path resources) throws IOException {
        try (Stream<Path> files = Files.walk(resources.resolve("db"))) {
            return new MigrationFiles(files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(MARKER))
                    .collect(Collectors.toMap(
                            file -> resources.relativize(file).toString().replace('\\', '/'),
                            MigrationFiles::checksum,
                            (one, other) -> one,
                            TreeMap::new)));
        }
    }

    /** In the format of {@code sha256sum}. */
    static SortedMap<String, String> readList(Path list) throws IOException {
        return Files.readAllLines(list).stream()
                .map(line -> line.split(" {2}", 2))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0], (one, other) -> one, TreeMap::new));
    }

    static void writeList(Path list, SortedMap<String, String> checksums) throws IOException {
        Files.write(
                list,
                checksums.entrySet().stream()
                        .map(entry -> entry.getValue() + "  " + entry.getKey())
                        .toList());
    }

    /** Their problems, compared with the released ones. */
    List<String> problems(SortedMap<String, String> released) {
        List<String> problems = new ArrayList<>();
        released.forEach((file, checksum) -> {
            String now = checksums.get(file);
            if (now == null) {
                problems.add(file + " was released, but is gone");
            } else if (!now.equals(checksum)) {
                problems.add(file + " was released, but has changed");
            }
        });
        checksums.keySet().stream()
                .filter(file -> !FORWARD.matcher(file).matches())
                .map(NAME::formatted)
                .forEach(problems::add);
        addWrongNumbers(problems, released);
        return problems;
    }

    private void addWrongNumbers(List<String> problems, SortedMap<String, String> released) {
        Optional<MigrationVersion> highest =
                released.keySet().stream().flatMap(MigrationFiles::version).max(Comparator.naturalOrder());
        Map<MigrationVersion, String> common = new TreeMap<>();
        checksums.keySet().stream()
                .filter(file -> file.startsWith("db/migration/") && file.endsWith(".sql"))
                .forEach(file -> version(file).forEach(version -> common.put(version, file)));
        for (String file : checksums.keySet()) {
            version(file).forEach(version -> {
                if (!released.containsKey(file)
                        && highest.filter(other -> other.compareTo(version) >= 0)
                                .isPresent()) {
                    problems.add("%s is new, so its number must be above %s, the highest released one"
                            .formatted(file, highest.orElseThrow()));
                }
                String same = common.get(version);
                if (same != null && !same.equals(file) && file.endsWith(".sql")) {
                    problems.add("%s has the same number as %s".formatted(file, same));
                }
            });
        }
    }

    private static Stream<MigrationVersion> version(String file) {
        Matcher matcher = FORWARD.matcher(file);
        return matcher.matches() ? Stream.of(MigrationVersion.fromVersion(matcher.group("version"))) : Stream.empty();
    }

    private static String checksum(Path file) {
        try {
            String text = Files.readString(file).replace("\r\n", "\n");
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
