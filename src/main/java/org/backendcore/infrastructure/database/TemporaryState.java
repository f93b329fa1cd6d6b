package org.backendcore.infrastructure.database;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The SQLSTATEs (PostgreSQL, appendix A; PostgreSQL's driver) after which the same operation may succeed a little later
 * without intervention: all of them for a request, some of them for a start.
 *
 * <p>All others are faults. Some of these are faults on purpose: 57014, a statement that took too long, because the
 * cause is usually the statement itself, which only the stack trace identifies, and a retry takes as long again; 25P03
 * and 25P04, a transaction that took too long, for the same reason; 28000, 28P01 and 08004, an account, a password or a
 * host that the database rejects; 08P01, another protocol, unless a pooler reports with it that it will serve later;
 * 53400, a limit of the configuration; 57P04, a database that no longer exists.
 */
enum TemporaryState {
    SHUTTING_DOWN("57P01", "the database is shutting down, or has ended the connection", true),
    CRASHED("57P02", "the database has crashed and is restarting", true),
    STARTING("57P03", "the database is starting or stopping, and does not accept connections at the moment", true),
    FULL("53300", "the database has no connection left", true),

    /** No server matches {@code targetServerType}, as in the middle of a failover. */
    NONE_OF_THEM("08001", "the driver found no suitable server among those in DB_URL", true),

    /** Lasts until the pool has replaced the lost connections; a start relies on the network exception instead. */
    NO_CONNECTION("08000", "the connection to the database failed", false),
    LOST("08003", "the connection to the database was lost", false),
    BROKEN("08006", "the connection to the database broke", false),
    UNKNOWN_END("08007", "the connection to the database was lost in the middle of a commit", false),
    IDLE("57P05", "the database has ended an idle connection", false),

    /** A problem of the database, not of the request; a start that waited would hide it. */
    DISK_FULL("53100", "the disk of the database is full", false),
    OUT_OF_MEMORY("53200", "the database is out of memory", false),

    /**
     * Lasts after a failover until addresses and pool point to the new primary. A transaction that is declared
     * read-only but writes has the same SQLSTATE and is a fault; its first test reveals it.
     */
    READ_ONLY("25006", "the database, or the transaction, is read-only", false),

    /**
     * The transaction was rolled back because of another one; a retry succeeds. They become more frequent under load.
     */
    SERIALIZATION("40001", "the transaction conflicted with another one, and was rolled back", false),
    DEADLOCK("40P01", "the transaction was in a deadlock, and was rolled back", false),

    /** {@code lock_timeout}, or NOWAIT. */
    LOCKED("55P03", "another transaction held a lock for too long", false);

    private final String sqlState;
    private final String meaning;
    private final boolean atStart;

    /** @param atStart whether a start waits for it as well */
    TemporaryState(String sqlState, String meaning, boolean atStart) {
        this.sqlState = sqlState;
        this.meaning = meaning;
        this.atStart = atStart;
    }

    static Optional<TemporaryState> of(String sqlState) {
        return Stream.of(values())
                .filter(state -> state.sqlState.equals(sqlState))
                .findFirst();
    }

    String sqlState() {
        return sqlState;
    }

    boolean atStart() {
        return atStart;
    }

    /** Whether the database itself reported it, rather than its driver. */
    boolean saidByTheDatabase() {
        return !sqlState.startsWith("08");
    }

    /** For an operator. */
    String description() {
        return "%s (SQLSTATE %s)".formatted(meaning, sqlState);
    }
}
