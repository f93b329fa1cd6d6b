package org.backendcore.infrastructure.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Gives the driver the password at each connection: the file {@code db.password} in {@code SECRETS_DIR}, else {@code
 * DB_PASSWORD}. So it passes through no server's configuration, which would expand what looks like an expression in it, decode
 * it when it begins with <code>{xor}</code>, and keep it on the disk.
 */
public final class DatabasePassword implements AuthenticationPlugin {
    private final Map<String, String> environment;

    /** For the driver, which is told the name of this class by {@code authenticationPluginClassName}. */
    public DatabasePassword() {
        this(System.getenv());
    }

    DatabasePassword(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public char @Nullable [] getPassword(AuthenticationRequestType type) throws PSQLException {
        Optional<Path> file = Optional.ofNullable(environment.get("SECRETS_DIR"))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, "db.password"))
                .filter(Files::exists);
        if (file.isPresent()) {
            return read(file.orElseThrow()).toCharArray();
        }
        String variable = environment.get("DB_PASSWORD");
        return variable == null ? null : variable.toCharArray();
    }

    private static String read(Path file) throws PSQLException {
        try {
            return Files.readString(file).replaceFirst("(?<![\r\n])[\r\n]++\\z", "");
        } catch (IOException exception) {
            throw new PSQLException(
                    "the secret file %s cannot be read".formatted(file), PSQLState.INVALID_PASSWORD, exception);
        }
    }
}
