package org.backendcore.cli;

import java.time.Duration;
import javax.sql.DataSource;
import org.backendcore.infrastructure.database.DatabaseException;
import org.backendcore.infrastructure.settings.DatabaseAccount;
import org.backendcore.infrastructure.settings.DatabaseUrl;
import org.backendcore.infrastructure.settings.Settings;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A connection to the database without a server, with the same limits as the servers' data sources for requests and for
 * migrations.
 */
final class DirectDatabase {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private DirectDatabase() {}

    /**
     * Does not connect yet.
     *
     * @param silence the time without a response after which a connection counts as dead
     * @throws DatabaseException if it is not PostgreSQL: H2 is part of the server, and only a start migrates it
     */
    static DataSource of(Settings settings, DatabaseAccount account, Duration silence) {
        DatabaseUrl url = settings.database().url();
        if (!url.isPostgresql()) {
            throw DatabaseException.wrong(
                    "'db.url' is an H2 database, which is part of the server: only a start can reach and migrate it");
        }
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUser(account.user());
        database.setPassword(account.password().reveal());
        database.setConnectTimeout((int) CONNECT.toSeconds());
        database.setSslResponseTimeout((int) CONNECT.toMillis());
        database.setSocketTimeout((int) silence.toSeconds());
        database.setTcpKeepAlive(true);
        database.setLogServerErrorDetail(false);
        database.setApplicationName("backend-core");
        // Last, because the operator's connection parameters take precedence, as on the servers.
        database.setURL(url.text());
        return database;
    }
}
