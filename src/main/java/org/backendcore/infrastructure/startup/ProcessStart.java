package org.backendcore.infrastructure.startup;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The start time of the process, before its script and the check that precede the JVM. */
final class ProcessStart {
    /** Earlier than any process that runs this. */
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private ProcessStart() {}

    /**
     * The process's start time according to the JDK, or otherwise that of the JVM. If {@code /proc/stat} cannot be
     * read, for example under systemd's {@code ProcSubset=pid}, the JDK does not know the boot time, and counts from
     * 1970.
     */
    static Instant of(Optional<Instant> process, Supplier<Instant> jvm) {
        return process.filter(LONG_AGO::isBefore).orElseGet(jvm);
    }
}
