package org.backendcore.infrastructure.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Begins each migration with a fresh session, whatever the previous one has set: dumps of PostgreSQL, for example,
 * begin with an empty {@code search_path}. The session parameters of the URL are kept, except for the time zone, which
 * the driver takes from the migrating machine. The callback also lets PostgreSQL notice in the middle of a long
 * statement that the migrating process was killed, and within a minute that its machine is gone, so its locks do not
 * block the next one (PostgreSQL, section "TCP Settings"). Not every system that PostgreSQL runs on supports that.
 */
final class FreshSession extends BaseCallback {
    /**
     * For each connection of the migrating process, also outside of a migration: waiting for a lock blocks others, too.
     */
    static final String NOTICE_WHO_IS_LOST = """
            DO $$ BEGIN
                SET client_connection_check_interval = '1s';
                SET tcp_keepalives_idle = 30;
                SET tcp_keepalives_interval = 10;
                SET tcp_keepalives_count = 3;
            EXCEPTION WHEN OTHERS THEN NULL; END $$;
            """;

    /**
     * The parts of {@code DISCARD ALL} that are allowed in a transaction, except for releasing locks, because Flyway
     * holds one.
     */
    private static final String BEGINNING = """
            RESET SESSION AUTHORIZATION;
            RESET ROLE;
            RESET ALL;
            CLOSE ALL;
            DEALLOCATE ALL;
            UNLISTEN *;
            DISCARD TEMP;
            DISCARD SEQUENCES;
            SET TimeZone = 'UTC';
            """ + NOTICE_WHO_IS_LOST;

    private boolean applies;
    private Optional<MigrationInfo> migration = Optional.empty();
    private Optional<String> transaction = Optional.empty();

    /**
     * Applies to connections from now on. A process that only reads may come through a pooler and share its session.
     */
    void applies() {
        applies = true;
    }

    /** The most recently started migration. */
    Optional<MigrationInfo> migration() {
        return migration;
    }

    /**
     * PostgreSQL's status of the last migration's transaction: {@code aborted}, {@code committed} or
     * {@code in progress}.
     *
     * @return empty if PostgreSQL did not report it
     */
    Optional<String> outcome(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement question = connection.prepareStatement("SELECT pg_xact_status(?::xid8)")) {
            question.setString(1, transaction.orElse(null));
            try (ResultSet answer = question.executeQuery()) {
                return answer.next() ? Optional.ofNullable(answer.getString(1)) : Optional.empty();
            }
        } catch (SQLException exception) {
            return Optional.empty();
        }
    }

    @Override
    public boolean supports(Event event, Context context) {
        // Before, to detect lost clients; after, because the next migration's transaction begins with the session as it
        // is then.
        return (applies && event == Event.AFTER_CONNECT)
                || event == Event.BEFORE_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            if (event == Event.AFTER_CONNECT) {
                statement.execute(NOTICE_WHO_IS_LOST);
                return;
            }
            statement.execute(BEGINNING);
            if (event == Event.AFTER_EACH_MIGRATE) {
                return;
            }
            migration = Optional.of(context.getMigrationInfo());
            try (ResultSet answer = statement.executeQuery("SELECT pg_current_xact_id()")) {
                transaction = answer.next() ? Optional.ofNullable(answer.getString(1)) : Optional.empty();
            }
        } catch (SQLException exception) {
            throw new FlywayException(exception);
        }
    }
}
