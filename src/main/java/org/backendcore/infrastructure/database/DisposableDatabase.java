package org.backendcore.infrastructure.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How a developer of migrations recreates the database, for the profile {@code dev} only. It only gives the
 * instructions: nothing here deletes anything.
 */
final class DisposableDatabase {
    /** H2, "MVStore": the suffix of the database file. */
    private static final String SUFFIX = ".mv.db";

    private DisposableDatabase() {}

    /** A sentence that ends with the command. */
    static String advice(DataSource dataSource, ReachedDatabase database) throws SQLException {
        return "%n  In dev, if this migration is not released yet (src/main/db/released-migrations.sha256 does not list it): %s"
                .formatted(database.isPostgresql() ? ofPostgresql(dataSource, database) : ofH2(dataSource));
    }

    /** H2's files stay open as long as the server runs. */
    private static String ofH2(DataSource dataSource) throws SQLException {
        String path = ask(dataSource, "SELECT DATABASE_PATH()");
        return path == null
                ? "restart the server, which recreates this in-memory database"
                : "stop the server, delete the database with%n    rm %s%n  and start again"
                        .formatted(quoted(path + SUFFIX));
    }

    private static String ofPostgresql(DataSource dataSource, ReachedDatabase database) throws SQLException {
        String schema = ask(dataSource, "SELECT quote_ident(current_schema())");
        if (schema == null) {
            return "recreate its schema";
        }
        String url = database.url().split("\\?", 2)[0].substring("jdbc:".length());
        return "recreate the schema, which deletes everything in it, and save a source file again%n    psql -U %s -c %s %s"
                .formatted(
                        quoted(database.user()),
                        quoted("DROP SCHEMA %1$s CASCADE; CREATE SCHEMA %1$s".formatted(schema)),
                        quoted(url));
    }

    private static @Nullable String ask(DataSource dataSource, String question) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    /** Quotes a word for a shell. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
