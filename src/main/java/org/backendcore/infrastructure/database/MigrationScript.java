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
 * @param text what is in it
 * @param options what Flyway is told of it in {@code file.conf}
 */
record MigrationScript(String file, String text, Properties options) {
    private static final String TRANSACTIONAL = "executeInTransaction";

    /** What begins or ends a transaction (PostgreSQL, "SQL Commands"); a savepoint does neither. */
    private static final Pattern TRANSACTION = Pattern.compile(
            "(BEGIN|START TRANSACTION|COMMIT|END|ABORT|ROLLBACK(?! (WORK |TRANSACTION )?TO )|PREPARE TRANSACTION '')(?![\\w$])");

    /** What Flyway runs outside of a transaction, and not together with anything else. */
    private static final Pattern ALONE = Pattern.compile(
            "(CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION) |ALTER SYSTEM |(CREATE|DROP)( UNIQUE)? INDEX CONCURRENTLY |REINDEX( VERBOSE)? (SCHEMA|DATABASE|SYSTEM) |VACUUM\\b");

    /** What Flyway's transaction, which has begun, does not take any more. */
    private static final Pattern TOO_LATE = Pattern.compile("SET (LOCAL )?TRANSACTION ");

    /** What ends the lock by which only one migrates at a time. */
    private static final Pattern UNLOCK = Pattern.compile("DISCARD ALL\\b|SELECT .*\\bPG_ADVISORY_UNLOCK_ALL ?\\(");

    /** Its rows are no statement: the driver has another way for them, which not every pool lets through. */
    private static final Pattern COPY = Pattern.compile("COPY .*\\b(FROM STDIN|TO STDOUT)\\b");

    private static final int LONGEST = 60;

    /**
     * From {@code file}, and what Flyway is told of it in {@code file.conf}.
     *
     * @param resource the bytes of a name; empty where there are none
     * @return empty where there is no such file
     * @throws DatabaseException when it is not UTF-8
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

    /** What must not be in it, a sentence each. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!Set.of(TRANSACTIONAL).containsAll(options.stringPropertyNames())) {
            problems.add("%s.conf has other lines than '%s=false'".formatted(file, TRANSACTIONAL));
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
            return Optional.of("is a line of psql: take it out");
        }
        if (transactional && TRANSACTION.matcher(words).lookingAt()) {
            return Optional.of(
                    "begins or ends a transaction, but the migration already is one: leave the statement out, or set 'executeInTransaction=false' in "
                            + file + ".conf");
        }
        if (transactional && TOO_LATE.matcher(words).lookingAt()) {
            return Optional.of("comes too late, because the transaction of the migration has begun: leave it out");
        }
        if (UNLOCK.matcher(words).lookingAt()) {
            return Optional.of("gives up the lock of whoever migrates: leave it out");
        }
        if (transactional && withOthers && ALONE.matcher(words).lookingAt()) {
            return Optional.of("runs outside of transactions only: put it into a file of its own");
        }
        return COPY.matcher(words).lookingAt()
                ? Optional.of(
                        "takes rows from a client, or gives it some, but a migration has none: write them as INSERT")
                : Optional.empty();
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
    }
}
