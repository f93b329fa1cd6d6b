package org.backendcore.infrastructure.database;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Lets PostgreSQL notice, in the middle of a long statement, that whoever migrated was killed, and within a minute that its machine
 * is gone, so that its locks do not keep the next one waiting (PostgreSQL, section "TCP Settings"). Not every system that
 * PostgreSQL runs on can do that.
 */
final class NoticeOfALostClient extends BaseCallback {
    private static final String SQL = """
            DO $$ BEGIN
                SET client_connection_check_interval = '2s';
                SET tcp_keepalives_idle = 30;
                SET tcp_keepalives_interval = 10;
                SET tcp_keepalives_count = 3;
            EXCEPTION WHEN OTHERS THEN NULL; END $$""";

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute(SQL);
        } catch (SQLException exception) {
            throw new FlywayException(exception);
        }
    }
}
