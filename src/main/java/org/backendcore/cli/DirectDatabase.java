package org.backendcore.cli;

import java.time.Duration;
import javax.sql.DataSource;
import org.backendcore.infrastructure.database.DatabaseException;
import org.backendcore.infrastructure.settings.DatabaseAccount;
import org.backendcore.infrastructure.settings.DatabaseUrl;
import org.backendcore.infrastructure.settings.Settings;
import org.postgresql.ds.PGSimpleDataSource;

/** The database without a server in between, with the limits of the servers' data sources for requests and for migrations. */
final class DirectDatabase {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private DirectDatabase() {}

    /**
     * Does not connect yet.
     *
     * @param silence after how long without an answer a connection counts as dead
     * @throws DatabaseException when it is not PostgreSQL: H2 is a part of the server, and only a start migrates it
     */
    static DataSource of(Settings settings, DatabaseAccount account, Duration silence) {
        DatabaseUrl url = settings.database().url();
        if (!url.isPostgresql()) {
            throw DatabaseException.wrong(
                    "'db.url' is H2, which the server itself brings: only a start reaches and migrates it");
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
        // Last, because what an operator says of the connection counts, as on the servers.
        database.setURL(url.text());
        return database;
    }
}
