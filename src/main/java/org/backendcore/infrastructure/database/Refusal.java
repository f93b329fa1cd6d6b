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
    /** Said also when the look-up of the data source fails, because the servers find a missing driver at different times. */
    static final String NO_CONNECTION = "the server cannot make a connection for its data source '"
            + ServerDataSource.JNDI_NAME
            + "': check DB_URL, and that the JDBC driver is where the server's configuration says";

    static Refusal of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        Optional<String> sqlState = chain.stream()
                .filter(SQLException.class::isInstance)
                .map(link -> ((SQLException) link).getSQLState())
                .filter(state -> state != null)
                .reduce((outer, inner) -> inner);
        Optional<String> networkReason = chain.stream()
                .filter(IOException.class::isInstance)
                .map(link -> link.getClass().getSimpleName() + ": " + link.getMessage())
                .reduce((outer, inner) -> inner);
        return new Refusal(sqlState, networkReason);
    }

    /** Class 08 is the connection; 57P03 and 53300 are a PostgreSQL that starts or is full. */
    boolean temporary() {
        return networkReason.isPresent()
                || sqlState.filter(state -> state.startsWith("08") || state.equals("57P03") || state.equals("53300"))
                        .isPresent();
    }

    String explanation() {
        return switch (sqlState.orElse("")) {
            case "28P01", "28000" -> "the database refused the user or the password: check DB_USER and DB_PASSWORD";
            case "3D000", "90146" -> "the database named in DB_URL does not exist: check DB_URL, or create it";
            case "55000" -> "the database accepts no connections: check its settings";
            case "90020" -> "another process has the H2 file open: stop that process";
            default ->
                temporary()
                        ? "the database does not answer%s: check DB_URL and that the database runs"
                                .formatted(networkReason
                                        .map(reason -> " (" + reason + ")")
                                        .orElse(""))
                        : NO_CONNECTION;
        };
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = thrown; link != null && !chain.contains(link); link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }
}
