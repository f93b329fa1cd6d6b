package org.backendcore.infrastructure.database;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resource.StringResource;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;
import org.flywaydb.database.postgresql.PostgreSQLParser;

/**
 * The statements of a migration for PostgreSQL, as Flyway takes them apart, before any of them runs.
 *
 * @param file its name
 * @param text what is in it
 * @param transactional whether all of it is to be one transaction
 */
record MigrationScript(String file, String text, boolean transactional) {
    /** What begins or ends a transaction (PostgreSQL, "SQL Commands"); a savepoint does neither. */
    private static final Pattern TRANSACTION = Pattern.compile(
            "(BEGIN|START TRANSACTION|COMMIT|END|ABORT|ROLLBACK|PREPARE TRANSACTION)(?! (WORK |TRANSACTION )?TO )\\b.*");

    /** Its rows are no statement: the driver has another way for them, which not every pool lets through. */
    private static final Pattern COPY = Pattern.compile("COPY .*\\b(FROM STDIN|TO STDOUT)\\b.*");

    /** What ends the lock by which only one migrates at a time. */
    private static final Pattern UNLOCK = Pattern.compile("DISCARD ALL\\b.*|.*\\bPG_ADVISORY_UNLOCK_ALL\\b.*");

    private static final Pattern COMMENTS = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    /** The end of the rows after COPY, without which Flyway looks for it for ever. */
    private static final String END_OF_ROWS = "\\.";

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
        boolean transactional = !"false".equalsIgnoreCase(options.getProperty("executeInTransaction"));
        return resource.apply(file).map(bytes -> new MigrationScript(file, text(file, bytes), transactional));
    }

    private static String text(String file, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException exception) {
            throw DatabaseException.wrong(notUtf8(file));
        }
    }

    static String notUtf8(String file) {
        return "the migration %s is not UTF-8: save it as UTF-8, and build again".formatted(file);
    }

    /** What must not be in it, a sentence each. */
    List<String> problems() {
        List<SqlStatement> statements = statements();
        boolean mixed = transactional && statements.stream().anyMatch(SqlStatement::canExecuteInTransaction);
        return statements.stream()
                .flatMap(statement -> {
                    String words = FailedMigration.oneLine(
                            COMMENTS.matcher(statement.getSql()).replaceAll(" ").toUpperCase(Locale.ROOT));
                    return problem(words, mixed && !statement.canExecuteInTransaction())
                            .map(problem -> "%s, line %s ('%s') %s"
                                    .formatted(file, statement.getLineNumber(), shortened(words), problem))
                            .stream();
                })
                .toList();
    }

    private List<SqlStatement> statements() {
        List<SqlStatement> statements = new ArrayList<>();
        FluentConfiguration configuration = new FluentConfiguration().placeholderReplacement(false);
        try (SqlStatementIterator iterator = new PostgreSQLParser(configuration, new ParsingContext())
                .parse(new StringResource(text + "\n;\n" + END_OF_ROWS + "\n"))) {
            for (SqlStatement statement = iterator.next(); statement != null; statement = iterator.next()) {
                if (!statement.getSql().strip().equals(END_OF_ROWS)) {
                    statements.add(statement);
                }
            }
        }
        return statements;
    }

    private Optional<String> problem(String words, boolean misplaced) {
        if (transactional && TRANSACTION.matcher(words).matches()) {
            return Optional.of(
                    "begins or ends a transaction, but the migration already is one: leave the statement out, or set 'executeInTransaction=false' in "
                            + file + ".conf");
        }
        if (UNLOCK.matcher(words).matches()) {
            return Optional.of("gives up the lock of whoever migrates: leave it out");
        }
        if (misplaced) {
            return Optional.of("runs outside of transactions only: put it into a file of its own");
        }
        return COPY.matcher(words).matches()
                ? Optional.of(
                        "takes rows from a client, or gives it some, but a migration has none: write them as INSERT")
                : Optional.empty();
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
    }
}
