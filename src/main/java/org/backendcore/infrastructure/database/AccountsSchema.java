package org.backendcore.infrastructure.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The PostgreSQL schema that an account works in: the first one in its search path that exists and that it may use. If
 * there is no such schema, or the migrating account used another one, the table of applied migrations is invisible, and
 * PostgreSQL gives no reason.
 *
 * @param current empty if there is none
 * @param searchPath as PostgreSQL shows it
 * @param forbidden the schemas of the search path that exist but that the account may not use
 * @param elsewhere the schemas that have a table of applied migrations, if the current one has none
 * @param account the account that runs the query
 */
record AccountsSchema(
        Optional<String> current,
        Optional<String> searchPath,
        Optional<String> forbidden,
        Optional<String> elsewhere,
        Optional<String> account) {
    private static final String QUESTION = """
            SELECT current_schema(), current_setting('search_path'), (
                SELECT string_agg(quote_ident(nspname), ', ' ORDER BY nspname) FROM pg_namespace
                WHERE NOT has_schema_privilege(oid, 'USAGE') AND nspname IN (
                    SELECT replace(coalesce(replace(name[1], '""', '"'), lower(name[2])), '$user', current_user)
                    FROM regexp_matches(current_setting('search_path'), '"((?:[^"]|"")*)"|([^, "]+)', 'g') AS name)
            ), (
                SELECT string_agg(quote_ident(nspname), ', ' ORDER BY nspname)
                FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                WHERE relname = 'flyway_schema_history' AND relkind = 'r' HAVING NOT bool_or(nspname = current_schema())
            ), quote_ident(current_user)""";

    static AccountsSchema of(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(QUESTION)) {
            answer.next();
            return new AccountsSchema(
                    Optional.ofNullable(answer.getString(1)),
                    Optional.ofNullable(answer.getString(2)),
                    Optional.ofNullable(answer.getString(3)),
                    Optional.ofNullable(answer.getString(4)),
                    Optional.ofNullable(answer.getString(5)));
        }
    }

    /** Throws if the account has no schema to work in. */
    AccountsSchema orRefuse() {
        if (current.isPresent()) {
            return this;
        }
        String path = searchPath.filter(text -> !text.isBlank()).orElse("''");
        throw DatabaseException.wrong(forbidden
                .map(schemas ->
                        "the account lacks the USAGE privilege on a schema of its search path (%s): GRANT USAGE ON SCHEMA %s TO %s"
                                .formatted(path, schemas, account.orElse("")))
                .orElseGet(() ->
                        "no schema of the account's search path (%s) exists: create one, or correct currentSchema in DB_URL or the account's search_path"
                                .formatted(path)));
    }

    /** Explains pending migrations if migrations have been applied in another schema. */
    Optional<String> hint() {
        return elsewhere.map(schemas ->
                "flyway_schema_history is not in the schema of this account, %s, but in %s: if it belongs to this application, DB_USER and the account that migrates need the same search_path"
                        .formatted(current.orElse(""), schemas));
    }
}
