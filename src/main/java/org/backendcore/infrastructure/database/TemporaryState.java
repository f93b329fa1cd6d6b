package org.backendcore.infrastructure.database;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The SQLSTATEs (PostgreSQL, appendix A; PostgreSQL's driver) after which the same may succeed a little later without anybody's doing,
 * for a request each of them, for a start some.
 *
 * <p>Every other one is a fault, and these are, too, on purpose: 57014, a statement that took too long, because it is most often the
 * statement, which only its stack trace finds, and once more it takes as long; 25P03 and 25P04, a transaction that did, for the same
 * reason; 28000, 28P01 and 08004, an account, a password or a host that the database rejects; 08P01, another protocol, unless a
 * pooler says by it that it will serve; 53400, a limit of the configuration; 57P04, a database that is gone.
 */
enum TemporaryState {
    SHUTTING_DOWN("57P01", "the database is shutting down, or has ended the connection", true),
    CRASHED("57P02", "the database has crashed, and is starting again", true),
    STARTING("57P03", "the database is starting or stopping, and does not serve yet", true),
    FULL("53300", "the database has no connection left", true),

    /** No server is what {@code targetServerType} asks for, as in the middle of a failover. */
    NONE_OF_THEM("08001", "the driver found no server that it may use among those of DB_URL", true),

    /** Until the pool has replaced what was lost; a start reads what the network says about it. */
    NO_CONNECTION("08000", "the connection to the database failed", false),
    LOST("08003", "the connection to the database was lost", false),
    BROKEN("08006", "the connection to the database broke", false),
    UNKNOWN_END("08007", "the connection to the database was lost in the middle of a commit", false),
    IDLE("57P05", "the database has ended an idle connection", false),

    /** Of the database, not of the request; a start that waited would hide it. */
    DISK_FULL("53100", "the disk of the database is full", false),
    OUT_OF_MEMORY("53200", "the database has no memory left", false),

    /**
     * After a failover, until addresses and pool lead to the new primary. A transaction that was declared read-only, and writes, is a
     * fault, and has the same SQLSTATE; it fails at its first test.
     */
    READ_ONLY("25006", "the database, or the transaction, is read-only", false),

    /** The transaction was rolled back because of another one; the same, once more, succeeds. There are more of them under load. */
    SERIALIZATION("40001", "the transaction met another one, and was rolled back", false),
    DEADLOCK("40P01", "the transaction was in a deadlock, and was rolled back", false),

    /** {@code lock_timeout}, or NOWAIT. */
    LOCKED("55P03", "another transaction holds a lock for too long", false);

    private final String sqlState;
    private final String meaning;
    private final boolean atStart;

    /** @param atStart whether a start waits for it, too */
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

    /** Whether the database itself has said so, and not its driver. */
    boolean saidByTheDatabase() {
        return !sqlState.startsWith("08");
    }

    /** For an operator. */
    String description() {
        return "%s (SQLSTATE %s)".formatted(meaning, sqlState);
    }
}
