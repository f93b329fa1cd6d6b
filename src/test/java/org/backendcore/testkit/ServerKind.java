package org.backendcore.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/** The two servers that the WAR runs on, installed as in docs/operations. */
public enum ServerKind {
    /** {@code target/dist} as shipped, except for the WAR. */
    PAYARA_MICRO("server-config/payara-micro/prod.preboot", 21, " #%41 ü") {
        @Override
        Installation install(Path folder, Path war) throws IOException {
            Path dist = BuiltDistribution.FOLDER;
            Folders.copy(dist.resolve("bin"), folder.resolve("bin"));
            Folders.copy(dist.resolve("server-config"), folder.resolve("server-config"));
            if (BuiltDistribution.isWhole()) {
                // They are valid in this place only.
                Files.createSymbolicLink(folder.resolve("lib"), dist.resolve("lib"));
            } else {
                Folders.copy(dist.resolve("lib"), folder.resolve("lib"));
                Installation.forbidArchives(folder);
            }
            Path deployed = Files.copy(war, folder.resolve("backend-core.war"));
            List<String> direct = Stream.of(
                            Stream.of(Path.of(System.getProperty("java.home"), "bin/java")
                                    .toString()),
                            Stream.of("@server-config/payara-micro/jvm.options"),
                            archive(dist).map(options -> "@" + options).stream(),
                            Stream.of(
                                    "-jar",
                                    dist.resolve("lib/backend-core-launcher.jar")
                                            .toString(),
                                    "run",
                                    folder.toString()))
                    .flatMap(part -> part)
                    .toList();
            // Another WAR has no archives, and creating them takes longer than a test may.
            List<String> command = Files.mismatch(war, Deployment.WAR) < 0
                    ? List.of(folder.resolve("bin/backend-core").toString(), "run")
                    : direct;
            return new Installation(this, folder, deployed, folder.resolve("lib/jdbc"), command, direct, Map.of());
        }

        /** The archive for this JVM, unless the build has created none, or ran with another JVM. */
        private Optional<Path> archive(Path dist) throws IOException {
            Path archives = dist.resolve("lib/archives");
            if (!Files.isDirectory(archives)) {
                return Optional.empty();
            }
            try (Stream<Path> files = Files.walk(archives)) {
                return files.filter(file -> file.endsWith("server.options")).findFirst();
            }
        }
    },

    /** The runtime in {@code target/liberty} with {@code server-config/open-liberty}. */
    OPEN_LIBERTY("servers/backend-core/server.xml", 17, "ü") {
        @Override
        Installation install(Path folder, Path war) throws IOException {
            Path server = folder.resolve("servers/backend-core");
            Path applications = Files.createDirectories(server.resolve("apps"));
            Folders.copy(Path.of("server-config", "open-liberty").toAbsolutePath(), server);
            Path drivers = Files.createDirectories(folder.resolve("shared/resources/jdbc"));
            Files.copy(jarOf(org.h2.Driver.class), drivers.resolve("h2.jar"));
            Files.copy(jarOf(org.postgresql.Driver.class), drivers.resolve("postgresql.jar"));
            for (String jar : new String[] {"backend-core-postgresql.jar", "backend-core-openliberty.jar"}) {
                Files.copy(Path.of("target", jar), drivers.resolve(jar));
            }
            Path deployed = applications.resolve("backend-core.war");
            // The archive is created from the product: a test's additions may need a feature that is added later.
            Files.copy(Deployment.WAR, deployed);
            String script =
                    Path.of("target/liberty/wlp/bin/server").toAbsolutePath().toString();
            List<String> command = List.of(script, "run", "backend-core");
            Installation bare = new Installation(
                    this,
                    folder,
                    deployed,
                    drivers,
                    command,
                    command,
                    Map.of("WLP_USER_DIR", folder.toString(), "WLP_SKIP_BOOTSTRAP_AGENT", "true"));
            String options = LibertyArchive.options(bare);
            Files.copy(war, deployed, StandardCopyOption.REPLACE_EXISTING);
            Folders.deleteIfThere(server.resolve("logs"));
            Folders.deleteIfThere(server.resolve("workarea"));
            Folders.copy(LibertyArchive.workarea(), server.resolve("workarea"));
            return bare.withVariable("JVM_ARGS", options);
        }
    };

    private static final String ASKED = "server";

    private final String configuration;
    private final int java;
    private final String unusual;

    /**
     * @param java the oldest version that it runs on
     * @param unusual characters in the names of its folders that some users also have, and that shells, URLs and
     *     expressions interpret; docs/servers.md lists the ones that each server does not support
     */
    ServerKind(String configuration, int java, String unusual) {
        this.configuration = configuration;
        this.java = java;
        this.unusual = unusual;
    }

    abstract Installation install(Path folder, Path war) throws IOException;

    /**
     * The servers of this test run: those that run on this Java, unless the command line selects one by
     * {@code -Dserver}.
     *
     * @throws IllegalArgumentException if it selects none of them, or one that needs a newer Java
     */
    public static List<ServerKind> asked() {
        String key = System.getProperty(ASKED);
        return key == null
                ? Arrays.stream(values()).filter(ServerKind::runsHere).toList()
                : List.of(of(key).thatRunsHere());
    }

    private ServerKind thatRunsHere() {
        if (!runsHere()) {
            throw new IllegalArgumentException(needs());
        }
        return this;
    }

    private String needs() {
        return "%s requires Java %s, but this is Java %s"
                .formatted(key(), java, Runtime.version().feature());
    }

    /** Whether this JVM is new enough for it. */
    public boolean runsHere() {
        return Runtime.version().feature() >= java;
    }

    /** The server with that name on the command line. */
    public static ServerKind of(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no server '%s'; the servers are %s"
                        .formatted(
                                key,
                                Arrays.stream(values()).map(ServerKind::key).collect(Collectors.joining(", ")))));
    }

    /**
     * Installs the server afresh, with a copy of {@code war}; skips the test if it cannot run here, or this run is for
     * the other one.
     */
    public Installation install(Path war) {
        assumeRunsHere();
        Assumptions.assumeTrue(asked().contains(this), "the command line selects the other server");
        try {
            return install(Folders.create(key() + unusual), war);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Skips the test if this server cannot run. */
    public void assumeRunsHere() {
        Assumptions.assumeTrue(runsHere(), this::needs);
    }

    /**
     * Does the same on both servers, or on the selected one, in parallel, because a start leaves a processor idle half
     * of the time.
     */
    public static void onBothAtOnce(Consumer<ServerKind> test) {
        SideBySide.each(asked(), kind -> {
            try {
                test.accept(kind);
            } catch (TestAbortedException skipped) {
                throw skipped;
            } catch (RuntimeException | Error failure) {
                throw FailureReport.on(kind.key(), failure);
            }
        });
    }

    /** The file that defines the data source in production, below the folder of the installation. */
    String configuration() {
        return configuration;
    }

    /** The name that is used on the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
