package org.backendcore.infrastructure.startup;

import java.time.Instant;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.backendcore.infrastructure.database.AccountSettings;
import org.backendcore.infrastructure.database.DatabaseWatch;
import org.backendcore.infrastructure.database.Migrations;
import org.backendcore.infrastructure.database.ReachedDatabase;
import org.backendcore.infrastructure.database.RequestPool;
import org.backendcore.infrastructure.database.ServerDataSource;
import org.backendcore.infrastructure.logging.ApplicationLog;
import org.backendcore.infrastructure.process.ListeningPort;
import org.backendcore.infrastructure.process.RefusedStart;
import org.backendcore.infrastructure.settings.CheckedSettings;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.Settings;
import org.backendcore.infrastructure.shutdown.Drain;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A start in which every step succeeded, in this order: locale, settings, port, data source, database, schema.
 *
 * @param begin when the start was requested
 * @param watch running; the holder of the start closes it
 * @param drain waiting for SIGTERM; closed like the watch
 */
record CheckedStart(Settings settings, ReachedDatabase database, DatabaseWatch watch, Drain drain, Instant begin) {
    private static final Logger LOGGER = Logger.getLogger(CheckedStart.class.getName());

    static CheckedStart run(Iterable<ConfigSource> sources, ListeningPort port, Instant begin) {
        JvmLocale.requireAscii();
        CheckedSettings checked = CheckedSettings.of(sources);
        checked.warnings().forEach(LOGGER::warning);
        Settings settings = checked.orThrow();
        ApplicationLog.configure(settings.log().level().forJava());
        LOGGER.fine("the settings are valid");
        if (settings.http().portOpensLast()) {
            port.tryBeforeTheServer(settings.http().host(), settings.http().port());
        }
        DataSource dataSource = ServerDataSource.lookUp(ServerDataSource.JNDI_NAME);
        ReachedDatabase database = reach(ServerDataSource.JNDI_NAME, dataSource, settings);
        if (settings.database().migrateOnStart()) {
            migrate(settings);
        } else {
            migrations(dataSource, database, settings).check();
        }
        DataSource watched = ServerDataSource.lookUp(ServerDataSource.WATCH);
        reach(ServerDataSource.WATCH, watched, settings);
        RequestPool pool = new RequestPool(dataSource, settings.database().poolMaxSize());
        if (settings.profile() == Profile.PROD) {
            pool.boundTheQueue(settings.database().poolMaxWaiting());
        }
        return new CheckedStart(
                settings,
                database,
                new DatabaseWatch(watched, pool),
                Drain.onSigterm(settings.http().drain()),
                begin);
    }

    private static void migrate(Settings settings) {
        DataSource dataSource = ServerDataSource.lookUp(ServerDataSource.MIGRATIONS);
        ReachedDatabase database = reach(ServerDataSource.MIGRATIONS, dataSource, settings);
        migrations(dataSource, database, settings).apply();
    }

    private static Migrations migrations(DataSource dataSource, ReachedDatabase database, Settings settings) {
        return new Migrations(dataSource, database, settings.profile() == Profile.DEV);
    }

    private static ReachedDatabase reach(String name, DataSource dataSource, Settings settings) {
        ReachedDatabase database =
                ReachedDatabase.await(dataSource, settings.database().startTimeout(), AccountSettings.APPLICATION);
        requireTheSame(name, database, settings);
        return database;
    }

    /** The server's own configuration may point elsewhere although the settings are valid. */
    static void requireTheSame(String name, ReachedDatabase database, Settings settings) {
        if (settings.profile() == Profile.PROD && !database.isPostgresql()) {
            throw RefusedStart.wrong(
                    "the server's data source '%s' connects to %s, but prod requires PostgreSQL: check the server's configuration"
                            .formatted(name, database.product()));
        }
        if (!settings.database().url().leadsTo(database.url())) {
            throw RefusedStart.wrong(
                    "the server's data source '%s' connects to a different database than 'db.url' specifies: check the server's configuration, and where it takes DB_URL from"
                            .formatted(name));
        }
        if (!database.user().equalsIgnoreCase(settings.database().user())) {
            throw RefusedStart.wrong(
                    "the server's data source '%s' connects as a different user than 'db.user' specifies: check the server's configuration, and where it takes DB_USER from"
                            .formatted(name));
        }
    }
}
