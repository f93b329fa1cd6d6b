package org.backendcore.cli;

import java.time.Duration;
import javax.sql.DataSource;
import org.backendcore.infrastructure.database.AccountSettings;
import org.backendcore.infrastructure.database.Migrations;
import org.backendcore.infrastructure.database.ReachedDatabase;
import org.backendcore.infrastructure.settings.DatabaseAccount;
import org.backendcore.infrastructure.settings.Settings;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The database commands; they query the database as a start does. */
record DatabaseCommands(Settings settings, Iterable<ConfigSource> sources) {
    /** The longest time that a statement of a migration may take; server-config has the same value. */
    private static final Duration MIGRATION = Duration.ofHours(6);

    /** Short, because somebody waits for the result of a check. */
    private static final Duration CHECK = Duration.ofSeconds(5);

    /**
     * Applies the pending migrations as {@code db.migrate-user}, then grants {@code db.user} read access to the list of
     * applied ones.
     *
     * @return a description of the database
     * @throws DatabaseException if the database or the schema is not as required
     */
    String migrate() {
        DatabaseAccount owner = DatabaseAccount.forMigrations(sources);
        DataSource dataSource = DirectDatabase.of(settings, owner, MIGRATION);
        String user = settings.database().user();
        ReachedDatabase database =
                ReachedDatabase.await(dataSource, settings.database().startTimeout(), settingsOf(owner));
        Migrations migrations = new Migrations(dataSource, database);
        migrations.apply();
        if (!owner.user().equals(user)) {
            migrations.letRead(user);
        }
        return describe(database, owner);
    }

    /**
     * Connects as {@code db.user}, and also as {@code db.migrate-user} if that is set, and compares the schema.
     *
     * @return a description of the database
     * @throws DatabaseException if a start would be refused
     */
    String check() {
        DatabaseAccount owner = DatabaseAccount.forMigrations(sources);
        DatabaseAccount application = DatabaseAccount.ofTheApplication(sources);
        DataSource dataSource = DirectDatabase.of(settings, application, CHECK);
        ReachedDatabase database = ReachedDatabase.once(dataSource, CHECK, AccountSettings.APPLICATION);
        if (!owner.user().equals(application.user())) {
            ReachedDatabase.once(DirectDatabase.of(settings, owner, CHECK), CHECK, settingsOf(owner));
        }
        Migrations migrations = new Migrations(dataSource, database);
        if (settings.database().migrateOnStart()) {
            migrations.checkBeforeApplying();
        } else {
            migrations.check();
        }
        return describe(database, application);
    }

    private AccountSettings settingsOf(DatabaseAccount account) {
        return account.user().equals(settings.database().user()) ? AccountSettings.APPLICATION : AccountSettings.OWNER;
    }

    private static String describe(ReachedDatabase database, DatabaseAccount account) {
        return "%s %s as '%s'".formatted(database.product(), database.version(), account.user());
    }
}
