package org.backendcore.infrastructure.database;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A migration for PostgreSQL, before any of it runs.
 *
 * @param file its name
 * @param text its content
 * @param options Flyway's options for it, from {@code file.conf}
 */
record MigrationScript(String file, String text, Properties options) {
    private static final String TRANSACTIONAL = "executeInTransaction";

    /** Begins or ends a transaction (PostgreSQL, "SQL Commands"); a savepoint does neither. */
    private static final Pattern TRANSACTION = Pattern.compile(
            "(BEGIN|START TRANSACTION|COMMIT|END|ABORT|ROLLBACK(?! (WORK |TRANSACTION )?TO )|PREPARE TRANSACTION '')(?![\\w$])");

    /** Statements that Flyway runs outside of a transaction, and not together with others. */
    private static final Pattern ALONE = Pattern.compile(
            "(CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION) |ALTER SYSTEM |(CREATE|DROP)( UNIQUE)? INDEX CONCURRENTLY |REINDEX( VERBOSE)? (SCHEMA|DATABASE|SYSTEM) |VACUUM\\b");

    /** Not allowed any more after Flyway's transaction has begun. */
    private static final Pattern TOO_LATE = Pattern.compile("SET (LOCAL )?TRANSACTION ");

    /** Releases the lock by which only one process migrates at a time. */
    private static final Pattern UNLOCK = Pattern.compile("DISCARD ALL\\b|SELECT .*\\bPG_ADVISORY_UNLOCK_ALL ?\\(");

    /** Its rows are not a statement: the driver has a separate mechanism for them, which not every pool supports. */
    private static final Pattern COPY = Pattern.compile("COPY .*\\b(FROM STDIN|TO STDOUT)\\b");

    private static final int LONGEST = 60;

    /**
     * Reads {@code file} and its Flyway options in {@code file.conf}.
     *
     * @param resource returns the bytes of a name; empty if there are none
     * @return empty if there is no such file
     * @throws DatabaseException if it is not UTF-8
     */
    static Optional<MigrationScript> read(String file, Function<String, Optional<byte[]>> resource) {
        Properties options = new Properties();
        resource.apply(file + ".conf").ifPresent(bytes -> {
            try {
                options.load(new StringReader(text(file + ".conf", bytes)));
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        });
        return resource.apply(file).map(bytes -> new MigrationScript(file, text(file, bytes), options));
    }

    private static String text(String file, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException exception) {
            throw DatabaseException.wrong(
                    "the migration %s is not UTF-8: save it as UTF-8, and build again".formatted(file));
        }
    }

    /** The statements that are not allowed in it, one sentence per problem. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!Set.of(TRANSACTIONAL).containsAll(options.stringPropertyNames())) {
            problems.add("%s.conf may contain only '%s=false'".formatted(file, TRANSACTIONAL));
        }
        List<SqlStatement> statements = SqlStatement.of(text);
        for (SqlStatement statement : statements) {
            problem(statement.upperCase(), statements.size() > 1)
                    .map(problem -> "%s, line %s ('%s') %s"
                            .formatted(file, statement.line(), shortened(statement.words()), problem))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<String> problem(String words, boolean withOthers) {
        boolean transactional = !"false".equalsIgnoreCase(options.getProperty(TRANSACTIONAL));
        if (words.startsWith("\\")) {
            return Optional.of("is a psql meta-command: remove it");
        }
        if (transactional && TRANSACTION.matcher(words).lookingAt()) {
            return Optional.of(
                    "begins or ends a transaction, but the migration already runs in one: remove the statement, or set 'executeInTransaction=false' in "
                            + file + ".conf");
        }
        if (transactional && TOO_LATE.matcher(words).lookingAt()) {
            return Optional.of("comes too late, because the transaction of the migration has already begun: remove it");
        }
        if (UNLOCK.matcher(words).lookingAt()) {
            return Optional.of("releases the lock of the running migration: remove it");
        }
        if (transactional && withOthers && ALONE.matcher(words).lookingAt()) {
            return Optional.of("runs only outside of a transaction: put it into a file of its own");
        }
        return COPY.matcher(words).lookingAt()
                ? Optional.of(
                        "copies rows from or to a client, but a migration has no client: write the rows as INSERT statements")
                : Optional.empty();
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
    }
}
