package org.backendcore.infrastructure.settings;

import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * An account of the database, for the command line, which connects without a server. {@link Settings} has no password,
 * because on a server only the driver needs it.
 */
public record DatabaseAccount(String user, Secret password) {

    /** {@code db.user}; the settings must be valid. */
    public static DatabaseAccount ofTheApplication(Iterable<ConfigSource> strongestFirst) {
        return read(strongestFirst, Catalogue.DATABASE_USER, Catalogue.DATABASE_PASSWORD)
                .orElseThrow();
    }

    /** {@code db.migrate-user}, or {@code db.user} if that is not set; the settings must be valid. */
    public static DatabaseAccount forMigrations(Iterable<ConfigSource> strongestFirst) {
        return read(strongestFirst, Catalogue.MIGRATE_USER, Catalogue.MIGRATE_PASSWORD)
                .orElseGet(() -> ofTheApplication(strongestFirst));
    }

    private static Optional<DatabaseAccount> read(
            Iterable<ConfigSource> strongestFirst, Setting<String> user, Setting<Secret> password) {
        Sources sources = Sources.of(strongestFirst);
        return text(sources, user)
                .flatMap(name -> text(sources, password).map(secret -> new DatabaseAccount(name, new Secret(secret))));
    }

    private static Optional<String> text(Sources sources, Setting<?> setting) {
        return sources.value(setting.key()).map(Value::text).filter(text -> !text.isBlank());
    }
}
