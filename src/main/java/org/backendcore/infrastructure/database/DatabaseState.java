package org.backendcore.infrastructure.database;

import java.util.Optional;

/**
 * The last known state of the database.
 *
 * @param problem why it is down, in words that are safe to show; empty if it is up
 */
public record DatabaseState(Optional<String> problem) {
    static final DatabaseState UP = new DatabaseState(Optional.empty());

    static DatabaseState down(String problem) {
        return new DatabaseState(Optional.of(problem));
    }

    public boolean up() {
        return problem.isEmpty();
    }
}
