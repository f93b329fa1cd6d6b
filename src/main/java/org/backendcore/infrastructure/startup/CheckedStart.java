package org.backendcore.infrastructure.startup;

import java.util.logging.Logger;
import javax.sql.DataSource;
import org.backendcore.infrastructure.database.DatabaseWatch;
import org.backendcore.infrastructure.database.Migrations;
import org.backendcore.infrastructure.database.ReachedDatabase;
import org.backendcore.infrastructure.database.ServerDataSource;
import org.backendcore.infrastructure.settings.Settings;
import org.eclipse.microprofile.config.Config;

/**
 * A start in which every step succeeded, in this order: settings, port, data source, database, schema.
 *
 * @param watch running; whoever holds the start closes it
 */
record CheckedStart(Settings settings, DatabaseWatch watch) {
    private static final Logger LOGGER = Logger.getLogger(CheckedStart.class.getName());

    static CheckedStart run(Config config, ListeningPort port) {
        Settings settings = Settings.from(config);
        port.tryToOpen(settings.http());
        DataSource dataSource = ServerDataSource.lookUp();
        ReachedDatabase database = ReachedDatabase.await(dataSource, settings.databaseStartTimeout());
        Migrations migrations = new Migrations(dataSource);
        if (settings.migrateOnStart()) {
            migrations.apply();
        } else {
            migrations.check();
        }
        LOGGER.info(() -> "backend-core started: profile '%s', database %s %s"
                .formatted(settings.profile().key(), database.product(), database.version()));
        return new CheckedStart(settings, new DatabaseWatch(dataSource));
    }
}
