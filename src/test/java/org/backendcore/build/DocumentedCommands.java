package org.backendcore.build;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which test runs a command of the documents, or why none can. */
final class DocumentedCommands {
    /** What {@link MavenCommandsIT} gives to the Maven of a copy of the project. */
    static final List<String> OF_MAVEN = List.of(
            "./mvnw spotless:apply",
            "./mvnw test -Dtest=RefusalTest",
            "./mvnw test -Dtest=GeneratedFilesTest -Dgenerate",
            "./mvnw test -Dtest=ReleasedMigrationsTest -Drelease",
            "./mvnw package -DskipTests",
            "./mvnw verify -Dserver=open-liberty -Dit.test=PostgresContractIT");

    /** Commands by their beginnings. */
    private static final Map<String, List<String>> BY_TEST = Map.of(
            "CommandsIT",
            List.of(
                    "target/dist/bin/backend-core check",
                    "target/dist/bin/backend-core migrate",
                    "target/dist/bin/backend-core run",
                    "export ",
                    "cp -r target/dist",
                    "/opt/backend-core/0.1.0/bin/backend-core prepare",
                    "/opt/backend-core/0.2.0/bin/backend-core prepare",
                    "ln -sfn /opt/backend-core/",
                    "cp /opt/backend-core/current/server-config/systemd/*.service /etc/systemd/system",
                    "umask 022",
                    "mkdir -p /opt/backend-core",
                    "chmod 700 /etc/backend-core",
                    "java -jar lib/backend-core-launcher.jar",
                    "mkdir -p usr/",
                    "cp -r server-config/open-liberty/. usr/",
                    "cp target/backend-core.war usr/",
                    "cp target/dist/lib/jdbc/*.jar usr/",
                    "JVM_ARGS=",
                    "bin/server run"),
            "CommandLineContractIT",
            List.of(
                    "bin/backend-core run",
                    "bin/backend-core check",
                    "bin/backend-core migrate",
                    "bin/backend-core prepare",
                    "bin/backend-core settings",
                    "bin/backend-core secret"),
            "DevLoopIT",
            List.of(
                    "./mvnw liberty:dev",
                    "./mvnw -Ppayara-dev package",
                    "./mvnw liberty:dev -DdebugPort",
                    "DB_URL=jdbc:postgresql://localhost/app ./mvnw liberty:dev"),
            "NewBackendIT",
            List.of("java src/test/java"),
            "ReproducibleBuildIT",
            List.of("./mvnw -Prelease verify", "tar -xzf target/"));

    /** What is itself a run of tests, this one or another. */
    private static final Set<String> RUNS = Set.of(
            "./mvnw test",
            "./mvnw package",
            "./mvnw verify",
            "./mvnw -Pmutation test",
            "./mvnw -Pdev-loop verify",
            "./mvnw -Pgates verify",
            "./mvnw -Pcluster verify",
            "./mvnw -Pcopy verify",
            "./mvnw -Pbench verify");

    /** Why no test runs the others. */
    private static final Map<String, String> BY_NOBODY = Map.of(
            "useradd", "it changes the accounts of the machine",
            "systemctl", "it needs systemd as the first process",
            "journalctl", "it needs systemd as the first process",
            "kubectl", "it needs a cluster; ManifestsIT has kubectl render what is applied",
            "until kubectl", "it needs a cluster",
            "podman build",
                    "it fetches the base from a registry; ImageIT builds the same with buildah, on a base of its own",
            "pg_restore", "the PostgreSQL of the tests comes without its client programs",
            "java -jar payara-micro.jar", "named as what is not done here",
            "git tag", "it would change the history");

    private DocumentedCommands() {}

    static Collection<String> tests() {
        return new TreeSet<>(BY_TEST.keySet());
    }

    /** Commands, or their beginnings. */
    static Collection<String> all() {
        return Stream.of(
                        OF_MAVEN.stream(),
                        BY_TEST.values().stream().flatMap(Collection::stream),
                        RUNS.stream(),
                        BY_NOBODY.keySet().stream())
                .flatMap(commands -> commands)
                .toList();
    }

    /** Nothing, where nobody has thought of it. */
    static Optional<String> runBy(String command) {
        if (RUNS.contains(command)) {
            return Optional.of("a run of tests");
        }
        if (OF_MAVEN.contains(command)) {
            return Optional.of("MavenCommandsIT");
        }
        Optional<String> reason = BY_NOBODY.entrySet().stream()
                .filter(entry -> command.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        return reason.or(() -> BY_TEST.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(command::startsWith))
                .map(Map.Entry::getKey)
                .findFirst());
    }
}
