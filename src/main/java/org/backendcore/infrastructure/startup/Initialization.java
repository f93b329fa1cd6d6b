package org.backendcore.infrastructure.startup;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backendcore.infrastructure.process.ExitCode;
import org.backendcore.infrastructure.startup.InitializationFaultHandler.Fault;

/**
 * The phase after a checked start: the server initializes filters, servlets and the rest of the application, and
 * {@link Started} ends it.
 */
final class Initialization {
    private final InitializationFaultHandler fault = InitializationFaultHandler.listen();
    private final AtomicBoolean refused = new AtomicBoolean();
    private final boolean exitOnFailure;

    private Initialization(boolean exitOnFailure) {
        this.exitOnFailure = exitOnFailure;
    }

    static Initialization begin(boolean exitOnFailure) {
        return new Initialization(exitOnFailure);
    }

    /**
     * Ends the phase; false if the server could not initialize a part of the application, and the start is refused.
     */
    boolean complete() {
        fault.close();
        if (fault.first().isPresent()) {
            refuse();
        }
        return !refused.get();
    }

    /**
     * Takes effect once, also if the server takes the application down because a part of it failed, such as a listener.
     */
    void refuse() {
        fault.close();
        if (refused.getAndSet(true)) {
            return;
        }
        Optional<Fault> first = fault.first();
        Optional<Throwable> thrown = first.flatMap(Fault::thrown);
        StartupExtension.refuse(
                exitOnFailure,
                ExitCode.SOFTWARE,
                "the application failed during initialization"
                        + first.flatMap(Fault::place)
                                .map(place -> ", in " + place)
                                .orElse("")
                        + (thrown.isPresent() ? "" : "; the server has logged the reason"),
                thrown.orElse(null));
    }
}
