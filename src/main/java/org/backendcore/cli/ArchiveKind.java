package org.backendcore.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM keeps the classes of one start for the next. */
enum ArchiveKind {
    /** <a href="https://openjdk.org/jeps/350">JEP 350</a>, in every JVM that is supported. */
    CLASS_DATA(".jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),

    /** <a href="https://openjdk.org/jeps/514">JEP 514</a>: linked classes and profiles of methods as well, so it is larger. */
    AOT_CACHE(".aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

    /** The first version with AOT caches of one step, and with messages about archives by that name. */
    private static final int FIRST_WITH_AOT_CACHE = 25;

    private final String ending;
    private final String writes;
    private final String reads;

    ArchiveKind(String ending, String writes, String reads) {
        this.ending = ending;
        this.writes = writes;
        this.reads = reads;
    }

    /** What makes this JVM's starts fastest. */
    static ArchiveKind fastest() {
        return hasAotCache() ? AOT_CACHE : CLASS_DATA;
    }

    String file(String name) {
        return name + ending;
    }

    /** What cannot be in an archive is no news, and would hide why a training failed. */
    List<String> writing(Path file) {
        List<String> options = quiet();
        options.add(writes + file);
        return options;
    }

    /** Without a word where the JVM cannot use it: it is only slower then. */
    List<String> reading(Path file) {
        List<String> options = quiet();
        options.add("\"%s%s\"".formatted(reads, file).replace("\\", "\\\\"));
        return options;
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
