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
 * Supplies the driver with the password for each connection: the file {@code db.password} in {@code SECRETS_DIR},
 * otherwise {@code DB_PASSWORD}. So the password passes through no server configuration, which would expand it if it
 * looks like an expression, decode it if it begins with <code>{xor}</code>, and store it on disk.
 */
public final class DatabasePassword implements AuthenticationPlugin {
    private final Map<String, String> environment;

    /** Called by the driver, which finds this class by {@code authenticationPluginClassName}. */
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
