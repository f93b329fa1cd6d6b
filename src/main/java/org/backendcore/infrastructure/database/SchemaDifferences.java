package org.backendcore.infrastructure.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flywaydb.core.api.MigrationInfo;

/**
 * The differences between the schema and the migrations of this release.
 *
 * @param pending the versions that are not applied yet, in their order
 * @param wrong problems that no migration can fix, one sentence per problem
 * @param newer a sentence if the schema has migrations of a later release
 * @param hint a sentence if migrations may be pending only in this schema
 */
record SchemaDifferences(List<String> pending, List<String> wrong, Optional<String> newer, Optional<String> hint) {

    /**
     * Derived from Flyway's information about the migrations.
     *
     * @param unfit the problems of a pending migration, one sentence per problem
     * @param hint a possible reason why migrations are pending
     */
    static SchemaDifferences of(
            List<MigrationInfo> migrations, Function<MigrationInfo, List<String>> unfit, Optional<String> hint) {
        List<String> pending = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<String> newer = new ArrayList<>();
        for (MigrationInfo migration : migrations) {
            switch (migration.getState()) {
                case PENDING -> {
                    pending.add(version(migration));
                    wrong.addAll(unfit.apply(migration));
                }
                case FUTURE_SUCCESS -> newer.add(version(migration));
                case FUTURE_FAILED -> newer.add(version(migration) + ", which failed, so a part of it may remain");
                case IGNORED -> wrong.add(tooLate(migration));
                case MISSING_SUCCESS -> wrong.add(missing(migration));
                case FAILED, MISSING_FAILED -> wrong.add(failed(migration));
                default -> changed(migration).ifPresent(wrong::add);
            }
        }
        return new SchemaDifferences(List.copyOf(pending), List.copyOf(wrong), newer(newer), hint);
    }

    /**
     * Throws if there are problems, including pending migrations.
     *
     * @param advice appended if there are other problems than pending migrations
     */
    void refuse(Supplier<String> advice) {
        List<String> problems = new ArrayList<>(wrong);
        if (!pending.isEmpty()) {
            problems.add(
                    "migrations are pending: %s; run 'bin/backend-core migrate', or start once with DB_MIGRATE_ON_START=true"
                                    .formatted(String.join(", ", pending))
                            + hint.map(text -> "; " + text).orElse(""));
        }
        refuse(problems, wrong.isEmpty() ? () -> "" : advice);
    }

    /** Throws if there are problems, except for pending migrations. */
    void refuseWhatIsWrong(Supplier<String> advice) {
        refuse(wrong, advice);
    }

    private static void refuse(List<String> problems, Supplier<String> advice) {
        if (!problems.isEmpty()) {
            throw DatabaseException.wrong(IntStream.range(0, problems.size())
                    .mapToObj(index -> "%n  %s. %s".formatted(index + 1, problems.get(index)))
                    .collect(Collectors.joining("", "the schema does not match this release:", advice.get())));
        }
    }

    private static String version(MigrationInfo migration) {
        return "V" + migration.getVersion();
    }

    private static String tooLate(MigrationInfo migration) {
        return "%s (%s) was added after a later migration had been applied, so it will never be applied: give it the next free number"
                .formatted(version(migration), migration.getScript());
    }

    private static String missing(MigrationInfo migration) {
        return "%s (%s) was applied, but is missing from this release: deploy a release that contains it"
                .formatted(version(migration), migration.getScript());
    }

    private static String failed(MigrationInfo migration) {
        return "%s (%s) failed when it was applied, and a part of it may remain: undo that by hand, then run %s, and migrate again"
                .formatted(
                        version(migration),
                        migration.getScript(),
                        FailedMigration.forgetting(migration.getVersion().getVersion()));
    }

    private static Optional<String> changed(MigrationInfo migration) {
        boolean same = !migration.isApplied()
                || (migration.isChecksumMatching() && migration.isDescriptionMatching() && migration.isTypeMatching());
        return same
                ? Optional.empty()
                : Optional.of(
                        "%s (%s) was changed after it was applied: restore the original file, and put the change into a new migration"
                                .formatted(version(migration), migration.getScript()));
    }

    private static Optional<String> newer(List<String> versions) {
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of("the schema is newer than this release, which is fine after a rollback: it also has "
                        + String.join(", ", versions));
    }
}
