package org.backendcore.infrastructure.database;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Why a connection was refused, from the whole chain of an exception, because both servers wrap what the driver says. It
 * keeps the SQLSTATE (ISO/IEC 9075) and the reason of the network, never the driver's text, which may repeat the URL.
 *
 * @param tls whether the connection could not be made safe
 */
record Refusal(Optional<String> sqlState, Optional<String> networkReason, boolean tls) {
    /** Said also when the look-up of the data source fails: the servers find a missing driver at different times. */
    static final String NO_CONNECTION = "the server cannot make a connection for its data source '"
            + ServerDataSource.JNDI_NAME
            + "': check DB_URL, and that the JDBC driver is where the server's configuration says";

    private static final String NO_ANSWER = "the database does not answer";

    /** PostgreSQL, appendix A: it stops, has crashed, starts, or is full. */
    private static final Set<String> BUSY = Set.of("57P01", "57P02", "57P03", "53300");

    /** What PostgreSQL's driver gives when TLS fails; when the network fails, there is an IOException below. */
    private static final String UNSAFE = "08006";

    static Refusal of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        Optional<String> sqlState = chain.stream()
                .filter(SQLException.class::isInstance)
                .flatMap(link -> Optional.ofNullable(((SQLException) link).getSQLState()).stream())
                .reduce((outer, inner) -> inner);
        Optional<String> networkReason = chain.stream()
                .filter(IOException.class::isInstance)
                .map(Refusal::describe)
                .reduce((outer, inner) -> inner);
        boolean tls = sqlState.filter(UNSAFE::equals).isPresent() && (networkReason.isEmpty() || ofTls(chain));
        return new Refusal(sqlState, networkReason, tls);
    }

    /** Empty where the exception is not about a connection or a statement. */
    static Optional<Refusal> in(Throwable thrown) {
        return Optional.of(of(thrown))
                .filter(refusal -> refusal.sqlState.isPresent() || refusal.networkReason.isPresent());
    }

    /** A database that said nothing at all. */
    static Refusal silence() {
        return new Refusal(Optional.empty(), Optional.of("no answer"), false);
    }

    DatabaseException toException(String what) {
        return temporary() ? DatabaseException.unavailable(what + advice()) : DatabaseException.wrong(what + advice());
    }

    /** Class 08 is the connection, without 08004, its rejection. */
    boolean temporary() {
        return !tls
                && sqlState.map(state -> !state.equals("08004") && (state.startsWith("08") || BUSY.contains(state)))
                        .orElse(networkReason.isPresent());
    }

    /** For the operator: what is wrong and what to do. */
    String advice() {
        if (tls) {
            return "the connection to the database cannot be made safe%s: check sslmode and sslrootcert in DB_URL, and the database's certificate"
                    .formatted(networkReason.map(reason -> " (" + reason + ")").orElse(""));
        }
        if (temporary()) {
            return NO_ANSWER
                    + networkReason.map(reason -> " (" + reason + ")").orElse("")
                    + ": check DB_URL and that the database runs";
        }
        return switch (sqlState.orElse("")) {
            case "28P01" -> "the database refused the user or the password: check DB_USER and DB_PASSWORD";
            case "28000" ->
                "the database lets this user not in: check DB_USER and DB_PASSWORD, and pg_hba.conf on PostgreSQL";
            case "08004" ->
                "the database rejected the connection: check that DB_PASSWORD is set, sslmode in DB_URL, and pg_hba.conf";
            case "3D000", "90146" -> "the database named in DB_URL does not exist: check DB_URL, or create it";
            case "42501" ->
                "the account lacks a permission (SQLSTATE 42501): it needs CONNECT on the database; to migrate, CREATE on the schema; to start, SELECT on flyway_schema_history, which 'bin/backend-core migrate' gives to DB_USER";
            case "55000" -> "the database accepts no connections: check its settings";
            case "90020" -> "another process has the H2 file open: stop that process";
            case "" -> NO_CONNECTION;
            default -> bare();
        };
    }

    /** Whether more can be said than the bare SQLSTATE. */
    boolean hasAdvice() {
        return tls || temporary() || !advice().equals(bare());
    }

    private String bare() {
        return "the database refuses (SQLSTATE %s)".formatted(sqlState.orElse(""));
    }

    /** For a probe that anybody may read: what is wrong, without a name, an address or an account. */
    String summary() {
        if (temporary()) {
            return NO_ANSWER;
        }
        return sqlState.isPresent() ? "the database refuses the connection" : "the pool gives no connection";
    }

    /** Not a connection that was merely lost while it was made safe. */
    private static boolean ofTls(List<Throwable> chain) {
        return chain.stream()
                        .anyMatch(link -> link instanceof SSLException
                                || link instanceof GeneralSecurityException
                                || link instanceof FileNotFoundException
                                || link instanceof NoSuchFileException)
                && chain.stream().noneMatch(link -> link instanceof EOFException || link instanceof SocketException);
    }

    private static String describe(Throwable link) {
        String name = link.getClass().getSimpleName();
        return link.getMessage() == null ? name : name + ": " + link.getMessage();
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = thrown; link != null && !chain.contains(link); link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }
}
