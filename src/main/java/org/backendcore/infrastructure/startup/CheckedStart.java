package org.backendcore.infrastructure.startup;

import java.util.logging.Logger;
import javax.sql.DataSource;
import org.backendcore.infrastructure.database.DatabaseWatch;
import org.backendcore.infrastructure.database.Migrations;
import org.backendcore.infrastructure.database.ReachedDatabase;
import org.backendcore.infrastructure.database.ServerDataSource;
import org.backendcore.infrastructure.settings.CheckedSettings;
import org.backendcore.infrastructure.settings.DatabaseUrl;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.Settings;
import org.eclipse.microprofile.config.Config;

/**
 * A start in which every step succeeded, in this order: settings, port, data source, database, schema.
 *
 * @param watch running; whoever holds the start closes it
 */
record CheckedStart(Settings settings, DatabaseWatch watch) {
    private static final Logger LOGGER = Logger.getLogger(CheckedStart.class.getName());

    private static final String PRODUCT = "PostgreSQL";

    static CheckedStart run(Config config, ListeningPort port) {
        CheckedSettings checked = CheckedSettings.of(config);
        checked.warnings().forEach(LOGGER::warning);
        Settings settings = checked.orThrow();
        port.tryBeforeTheServer(settings.http());
        DataSource dataSource = ServerDataSource.lookUp();
        ReachedDatabase database =
                ReachedDatabase.await(dataSource, settings.database().startTimeout());
        requireTheSame(database, settings);
        Migrations migrations = new Migrations(dataSource);
        if (settings.database().migrateOnStart()) {
            migrations.apply();
        } else {
            migrations.check();
        }
        LOGGER.info(() -> "backend-core started: profile '%s', database %s %s"
                .formatted(settings.profile().key(), database.product(), database.version()));
        return new CheckedStart(settings, new DatabaseWatch(dataSource));
    }

    /** The server's own configuration may lead elsewhere, although the settings are right. */
    static void requireTheSame(ReachedDatabase database, Settings settings) {
        if (settings.profile() == Profile.PROD && !database.product().equals(PRODUCT)) {
            throw RefusedException.wrong(
                    "the server's data source 'jdbc/app' leads to %s, but prod needs %s: check the server's configuration"
                            .formatted(database.product(), PRODUCT));
        }
        if (!DatabaseUrl.sameDatabase(database.url(), settings.database().url())) {
            throw RefusedException.wrong(
                    "the server's data source 'jdbc/app' leads to another database than 'db.url' says: check the server's"
                            + " configuration, and what it takes DB_URL from");
        }
        if (!database.user().equalsIgnoreCase(settings.database().user())) {
            throw RefusedException.wrong(
                    "the server's data source 'jdbc/app' connects as another user than 'db.user' says: check the server's"
                            + " configuration, and what it takes DB_USER from");
        }
    }
}
