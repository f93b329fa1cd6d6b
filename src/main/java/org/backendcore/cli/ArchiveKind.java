package org.backendcore.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The mechanism by which a JVM keeps the classes of one start for the next. */
enum ArchiveKind {
    /** Class-data archive (<a href="https://openjdk.org/jeps/350">JEP 350</a>), available in every supported JVM. */
    CLASS_DATA(".jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),

    /**
     * AOT cache (<a href="https://openjdk.org/jeps/514">JEP 514</a>): adds linked classes and method profiles, so it is
     * larger.
     */
    AOT_CACHE(".aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

    /** The first version with one-step AOT caches and the log tag for their messages. */
    private static final int FIRST_WITH_AOT_CACHE = 25;

    private final String ending;
    private final String writes;
    private final String reads;

    ArchiveKind(String ending, String writes, String reads) {
        this.ending = ending;
        this.writes = writes;
        this.reads = reads;
    }

    /** The kind that starts this JVM fastest. */
    static ArchiveKind fastest() {
        return hasAotCache() ? AOT_CACHE : CLASS_DATA;
    }

    String file(String name) {
        return name + ending;
    }

    /** Classes that cannot be archived are expected; messages about them would hide why a training run failed. */
    List<String> writing(Path file) {
        List<String> options = quiet();
        options.addAll(experimental());
        options.add(writes + file);
        return options;
    }

    /** Silent if the JVM cannot use the archive: the start is only slower then. */
    List<String> reading(Path file) {
        List<String> options = quiet();
        options.addAll(experimental());
        options.add("\"%s%s\"".formatted(reads, file).replace("\\", "\\\\"));
        return options;
    }

    /**
     * Compiles what was hot in the training run as soon as it is loaded. A later JVM may not know the option, and would
     * not start.
     */
    private List<String> experimental() {
        return this == AOT_CACHE && Runtime.version().feature() == FIRST_WITH_AOT_CACHE
                ? List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+AOTCompileEagerly")
                : List.of();
    }

    private static List<String> quiet() {
        List<String> options = new ArrayList<>(List.of("-Xlog:cds*=off"));
        if (hasAotCache()) {
            options.add("-Xlog:aot*=off");
        }
        return options;
    }

    private static boolean hasAotCache() {
        return Runtime.version().feature() >= FIRST_WITH_AOT_CACHE;
    }
}
