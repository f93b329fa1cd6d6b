package org.backendcore.infrastructure.startup;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** When the process began, its script and its check before the JVM included. */
final class ProcessStart {
    /** Before any process that runs this. */
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private ProcessStart() {}

    /**
     * What the JDK says of the process, or the start of the JVM. Where {@code /proc/stat} cannot be read, such as under systemd's {@code
     * ProcSubset=pid}, the JDK does not know when the machine was started, and counts from 1970.
     */
    static Instant of(Optional<Instant> process, Supplier<Instant> jvm) {
        return process.filter(LONG_AGO::isBefore).orElseGet(jvm);
    }
}
