package org.backendcore.infrastructure.database;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a connection was refused, from the whole chain of an exception, because both servers wrap what the driver says. It
 * keeps the SQLSTATE (ISO/IEC 9075) and the reason of the network, never the driver's text, which may repeat the URL.
 */
record Refusal(Optional<String> sqlState, Optional<String> networkReason) {
    /** Said also when the look-up of the data source fails: the servers find a missing driver at different times. */
    static final String NO_CONNECTION = "the server cannot make a connection for its data source '"
            + ServerDataSource.JNDI_NAME
            + "': check DB_URL, and that the JDBC driver is where the server's configuration says";

    private static final String NO_ANSWER = "the database does not answer";

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
        return new Refusal(sqlState, networkReason);
    }

    /** A database that said nothing at all. */
    static Refusal silence() {
        return new Refusal(Optional.empty(), Optional.of("no answer"));
    }

    /** Class 08 is the connection, without 08004, its rejection; 57P03 and 53300 are a PostgreSQL that starts or is full. */
    boolean temporary() {
        return sqlState.map(state -> !state.equals("08004")
                        && (state.startsWith("08") || state.equals("57P03") || state.equals("53300")))
                .orElse(networkReason.isPresent());
    }

    /** For the operator: what is wrong and what to do. */
    String advice() {
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
            case "55000" -> "the database accepts no connections: check its settings";
            case "90020" -> "another process has the H2 file open: stop that process";
            case "" -> NO_CONNECTION;
            default -> "the database refused the connection (SQLSTATE %s)".formatted(sqlState.orElseThrow());
        };
    }

    /** For a probe that anybody may read: what is wrong, without a name, an address or an account. */
    String summary() {
        if (temporary()) {
            return NO_ANSWER;
        }
        return sqlState.isPresent() ? "the database refuses the connection" : "the pool gives no connection";
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
