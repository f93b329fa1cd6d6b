package org.backendcore.infrastructure.process;

/** How a refused start ends the process: the codes of BSD's {@code sysexits.h}. */
public enum ExitCode {
    /** EX_USAGE: invalid arguments. */
    USAGE(64),
    /** EX_UNAVAILABLE: the database did not answer in time; the same start may succeed later. */
    UNAVAILABLE(69),
    /** EX_SOFTWARE: a fault in this application or its server. */
    SOFTWARE(70),
    /** EX_OSERR: the operating system denies a resource that the server needs, such as its port. */
    SYSTEM(71),
    /** EX_CONFIG: a problem that a person must fix. */
    CONFIGURATION(78);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
