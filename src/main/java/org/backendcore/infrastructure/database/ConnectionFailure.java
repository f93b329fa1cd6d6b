package org.backendcore.infrastructure.database;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Why a connection was refused, derived from the whole exception chain, because both servers wrap the driver's
 * exception. It keeps the SQLSTATE (ISO/IEC 9075) and the network's reason. The driver's text may repeat the URL, so
 * only the part that the database itself reported about the protocol is kept.
 *
 * @param silent whether there was no answer, or the network failed
 * @param tls whether no verified TLS connection could be established
 */
record ConnectionFailure(
        Optional<String> sqlState, Optional<String> networkReason, boolean silent, boolean tls, Optional<String> said) {
    private static final String NO_ANSWER = "the database does not answer";

    /** The SQLSTATE of PostgreSQL's driver if TLS fails; if the network fails, a network exception is in the chain. */
    private static final String UNSAFE = "08006";

    /** The driver's SQLSTATE for a connection that it had already lost. */
    private static final String LOST = "08003";

    /**
     * The SQLSTATE class of invalid values, such as a stream of the application that fails while the driver reads it.
     */
    private static final String DATA = "22";

    /** The peer speaks another protocol, or does not know a start-up parameter (PostgreSQL, "Message Flow"). */
    private static final String PROTOCOL = "08P01";

    private static final String STARTUP = "startup parameter";

    /** PgBouncer's messages with {@link #PROTOCOL} while its database is away, or while it is full or stopping. */
    private static final Pattern LATER = Pattern.compile(
            "try again later|cannot connect to server|query_wait_timeout|no more connections|shutting down");

    private static final int LONGEST = 200;

    static ConnectionFailure of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        Optional<SQLException> said = chain.stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(link -> link.getSQLState() != null)
                .reduce((outer, inner) -> inner);
        Optional<String> sqlState = said.map(SQLException::getSQLState);
        Optional<String> networkReason = chain.stream()
                .filter(IOException.class::isInstance)
                .map(ConnectionFailure::describe)
                .reduce((outer, inner) -> inner);
        // If PostgreSQL ends a session, the driver throws PostgreSQL's message first, with the lost connection as the
        // next exception.
        boolean silent = chain.stream()
                .flatMap(link -> Stream.concat(Stream.of(link), next(link)))
                .anyMatch(ConnectionFailure::isOfTheNetwork);
        boolean ofTheData = sqlState.filter(state -> state.startsWith(DATA)).isPresent();
        boolean tls = sqlState.filter(UNSAFE::equals).isPresent() && (networkReason.isEmpty() || ofTls(chain));
        return new ConnectionFailure(
                sqlState,
                networkReason,
                !tls && !ofTheData && (silent || sqlState.filter(LOST::equals).isPresent()),
                tls,
                said.filter(link -> PROTOCOL.equals(link.getSQLState()))
                        .map(link -> shortened(String.valueOf(link.getMessage()))));
    }

    /** Empty if the exception is not about a connection or a statement. */
    static Optional<ConnectionFailure> in(Throwable thrown) {
        return Optional.of(of(thrown)).filter(failure -> failure.sqlState.isPresent() || failure.silent);
    }

    /** A database that did not answer at all. */
    static ConnectionFailure silence() {
        return new ConnectionFailure(Optional.empty(), Optional.of("no answer"), true, false, Optional.empty());
    }

    DatabaseException toException(String what) {
        return toException(what, AccountSettings.APPLICATION);
    }

    DatabaseException toException(String what, AccountSettings account) {
        String message = what + advice(account);
        return temporary() ? DatabaseException.unavailable(message) : DatabaseException.wrong(message);
    }

    /** Whether the same attempt may succeed later. */
    boolean temporary() {
        return silent
                || said.filter(text -> LATER.matcher(text).find()).isPresent()
                || state().filter(TemporaryState::atStart).isPresent();
    }

    String advice() {
        return advice(AccountSettings.APPLICATION);
    }

    /** For the operator: the problem and what to do about it. */
    String advice(AccountSettings account) {
        String network = networkReason.map(reason -> " (" + reason + ")").orElse("");
        if (tls) {
            return "cannot establish a verified TLS connection to the database" + network
                    + ": check sslmode and sslrootcert in DB_URL, and the database's certificate";
        }
        Optional<TemporaryState> busy =
                state().filter(TemporaryState::atStart).filter(TemporaryState::saidByTheDatabase);
        if (busy.isPresent()) {
            return busy.get().description();
        }
        if (silent) {
            return NO_ANSWER + network + ": check DB_URL, and that the database is running";
        }
        return switch (sqlState.orElse("")) {
            case "28P01" ->
                "the database rejected the user or the password: check %s and %s"
                        .formatted(account.user(), account.password());
            case "28000" ->
                "the database denied access to this user: check %s and %s, and pg_hba.conf on PostgreSQL"
                        .formatted(account.user(), account.password());
            case "08004" ->
                "the database rejected the connection: check that %s is set, and check sslmode in DB_URL and pg_hba.conf"
                        .formatted(account.password());
            case PROTOCOL ->
                "the database or pooler at DB_URL rejects the connection (SQLSTATE 08P01): %s%s"
                        .formatted(
                                said.orElse(""),
                                said.filter(text -> text.contains(STARTUP)).isPresent()
                                        ? "; make the pooler ignore that parameter, or remove it from DB_URL"
                                        : "");
            case "08001" -> TemporaryState.NONE_OF_THEM.description() + ": check the addresses and targetServerType";
            case UNSAFE ->
                "the driver cannot use the service at DB_URL (SQLSTATE 08006)%s: check the address".formatted(network);
            case "3D000", "90146" ->
                "the database named in DB_URL does not exist: check DB_URL, or create the database";
            case "42501" ->
                "the account lacks a privilege (SQLSTATE 42501): it needs CONNECT on the database; to migrate, CREATE on the schema; to start, SELECT on flyway_schema_history, which 'bin/backend-core migrate' grants to DB_USER";
            case "25006" ->
                "the database is read-only (SQLSTATE 25006): it is a standby, or default_transaction_read_only or readOnly is set; check DB_URL, and set targetServerType=primary if it names several servers";
            case "55000" -> "the database accepts no connections: check its settings";
            case "90020" -> "another process has the H2 file open: stop that process";
            case "" -> ServerDataSource.noConnection(ServerDataSource.JNDI_NAME);
            default -> bare();
        };
    }

    /** Whether there is more to report than the bare SQLSTATE. */
    boolean hasAdvice() {
        return !advice().equals(bare());
    }

    private String bare() {
        return "the database or its driver reports an error (SQLSTATE %s): check the database's log and the parameters of DB_URL"
                .formatted(sqlState.orElse(""));
    }

    /** For a probe that anybody may read: the problem, without a name, an address or an account. */
    String summary() {
        if (silent) {
            return NO_ANSWER;
        }
        return sqlState.isPresent() ? "the database rejects the connection" : "the pool provides no connection";
    }

    /** False for a connection that was merely lost during the TLS handshake. */
    private static boolean ofTls(List<Throwable> chain) {
        return chain.stream()
                        .anyMatch(link -> link instanceof SSLException
                                || link instanceof GeneralSecurityException
                                || link instanceof FileNotFoundException
                                || link instanceof NoSuchFileException)
                && chain.stream().noneMatch(link -> link instanceof EOFException || link instanceof SocketException);
    }

    private Optional<TemporaryState> state() {
        return sqlState.flatMap(TemporaryState::of);
    }

    private static boolean isOfTheNetwork(Throwable link) {
        return link instanceof SocketException
                || link instanceof InterruptedIOException
                || link instanceof UnknownHostException
                || link instanceof EOFException
                || link instanceof ClosedChannelException;
    }

    /**
     * Whether bytes were not valid text: not a network failure, although Java reports it as an {@code IOException}.
     */
    static boolean isOfACharset(Throwable thrown) {
        return chain(thrown).stream().anyMatch(CharacterCodingException.class::isInstance);
    }

    private static Stream<Throwable> next(Throwable link) {
        return link instanceof SQLException said && said.getNextException() != null
                ? chain(said.getNextException()).stream()
                : Stream.empty();
    }

    private static String shortened(String text) {
        String line = FailedMigration.oneLine(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    private static String describe(Throwable link) {
        String name = link.getClass().getSimpleName();
        return link.getMessage() == null ? name : name + ": " + link.getMessage();
    }

    /** From the outermost to the innermost. */
    static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = thrown; link != null && !chain.contains(link); link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }
}
