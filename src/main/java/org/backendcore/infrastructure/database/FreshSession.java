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
 * Begins each migration in the same session, whatever the one before has set: dumps of PostgreSQL, for example, begin with an empty
 * {@code search_path}. What the URL says of the session stays, but the
 * time zone, which the driver takes from the machine of whoever migrates. Then lets PostgreSQL notice, in the middle of a long statement, that
 * whoever migrated was killed, and within a minute that its machine is gone, so that its locks do not keep the next one waiting
 * (PostgreSQL, section "TCP Settings"); not every system that PostgreSQL runs on can do that.
 */
final class FreshSession extends BaseCallback {
    /** For each connection of who migrates, also outside of a migration: who waits for a lock is in the way of others, too. */
    static final String NOTICE_WHO_IS_LOST = """
            DO $$ BEGIN
                SET client_connection_check_interval = '1s';
                SET tcp_keepalives_idle = 30;
                SET tcp_keepalives_interval = 10;
                SET tcp_keepalives_count = 3;
            EXCEPTION WHEN OTHERS THEN NULL; END $$;
            """;

    /** All of {@code DISCARD ALL} that a transaction may have, but for the locks, of which Flyway has one. */
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

    /** From now on; who only looks may come through a pooler, where a session is not his alone. */
    void applies() {
        applies = true;
    }

    /** The last that has begun. */
    Optional<MigrationInfo> migration() {
        return migration;
    }

    /**
     * What PostgreSQL says of the transaction of the last migration: {@code aborted}, {@code committed} or {@code in progress}.
     *
     * @return empty where it did not say
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
        // Before, because of whoever is lost; after, because the next one begins its transaction with what is set then.
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
