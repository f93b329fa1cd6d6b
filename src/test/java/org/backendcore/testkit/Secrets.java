package org.backendcore.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The secrets that a server receives. */
final class Secrets {
    private static final List<String> KEYS =
            List.of("app.secret-key", "app.secret-key-fallbacks", "db.password", "db.migrate-password");

    /** Shorter values occur in many texts by chance, and these tests create none. */
    private static final int SHORTEST = 12;

    private Secrets() {}

    static List<String> in(Map<String, String> environment) {
        List<String> secrets = new ArrayList<>();
        for (String key :
                Stream.concat(KEYS.stream(), ModuleSamples.secretKeys()).toList()) {
            secrets.add(environment.getOrDefault(key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), ""));
            Path file = Path.of(environment.getOrDefault("SECRETS_DIR", ""), key);
            if (Files.isRegularFile(file)) {
                secrets.add(read(file));
            }
        }
        return secrets.stream().filter(secret -> secret.length() >= SHORTEST).toList();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
