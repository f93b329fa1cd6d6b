package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Command.Ended;
import org.backendcore.testkit.FreePort;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The image in {@code server-config/container}, built and run by buildah on a base from this machine. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImageIT {
    private static final Path CONTAINERFILE = Path.of("server-config/container/Containerfile");
    private static final Path DIST = Path.of("target/dist");
    private static final Path OVERLAYS = Path.of("server-config/kubernetes/overlays");

    /** In bytes, uncompressed. */
    private static final long LIMIT = 200_000_000;

    private static final int USER = 10001;

    private Buildah buildah;
    private String base = "";
    private String image = "";
    private JsonObject config;

    @BeforeAll
    void build(@TempDir Path context) throws Exception {
        Buildah.need();
        buildah = Buildah.withItsOwnStore();
        base = BaseImage.build(buildah);
        image = buildah.build(
                CONTAINERFILE,
                ownersOnly(context),
                // Docker's format, because OCI's has no health check.
                "--format",
                "docker",
                "--build-arg",
                "BASE=" + base,
                "--build-arg",
                "VERSION=1.2.3",
                "--build-arg",
                "REVISION=abc");
        try (JsonReader reader =
                Json.createReader(new StringReader(buildah.output("inspect", "--type", "image", image)))) {
            config = reader.readObject();
        }
    }

    @AfterAll
    void delete() {
        if (buildah != null) {
            buildah.close();
        }
    }

    @Test
    void addsAtMost200MegabytesToItsBase() throws Exception {
        long added = size(mounted(image)) - size(mounted(base));
        Files.writeString(
                Path.of("target/image.txt"),
                "%s bytes above its base, JDK %s%n"
                        .formatted(added, Runtime.version().feature()));
        assertThat(added).isBetween(LIMIT / 2, LIMIT);
    }

    @Test
    void saysWhatItIs() {
        JsonObject oci = config.getJsonObject("OCIv1").getJsonObject("config");
        assertThat(labels(oci))
                .containsEntry("title", "backend-core")
                .containsEntry("version", "1.2.3")
                .containsEntry("revision", "abc")
                .containsEntry("licenses", "Apache-2.0")
                .containsEntry("base.name", base)
                .containsKey("description");
        assertThat(oci.getString("User")).isEqualTo("%s:%s".formatted(USER, USER));
        assertThat(texts(oci.getJsonArray("Cmd"))).containsExactly("run");
        assertThat(config.getJsonObject("Docker").getJsonObject("config").containsKey("Healthcheck"))
                .as("probing is up to the platform that runs the image")
                .isFalse();
    }

    private static Map<String, String> labels(JsonObject oci) {
        Map<String, String> labels = new HashMap<>();
        oci.getJsonObject("Labels")
                .forEach((name, value) ->
                        labels.put(name.replace("org.opencontainers.image.", ""), ((JsonString) value).getString()));
        return labels;
    }

    @Test
    void hasTheDistributionWithItsBillOfMaterials() throws Exception {
        Path inside = mounted(image).resolve("opt/backend-core");
        for (String file : new String[] {"backend-core.war", "sbom.json", "LICENSE", "THIRD-PARTY.txt"}) {
            assertThat(inside.resolve(file)).hasSameBinaryContentAs(DIST.resolve(file));
        }
    }

    /** Not even if its file system were not read-only. */
    @Test
    void hasNothingThatItsUserCanWrite() throws Exception {
        assertThat(writable(mounted(image))).containsExactly("tmp");
    }

    @Test
    void saysAllThatIsWrongAndEnds() throws Exception {
        try (Container container = start(Map.of("MP_CONFIG_PROFILE", "prod"))) {
            assertThat(container.awaitEnd()).isEqualTo(78);
            assertThat(container.log()).contains("refuses to start", "APP_SECRET_KEY", "DB_URL");
        }
    }

    /** With the settings of the overlay, except for the parts that are on this machine; the secrets are mounted. */
    @Test
    void migratesAndServesInProduction(@TempDir Path secrets) throws Exception {
        PostgresDatabase database = Postgres.shared().createDatabase(Canary.difficultPassword());
        Map<String, String> settings = overlay("prod/settings/settings.env");
        settings.putAll(Map.of("DB_URL", database.url(), "DB_USER", database.name()));
        List<String> canaries = List.of(Canary.key(), database.password());
        Files.writeString(secrets.resolve("app.secret-key"), canaries.get(0));
        Files.writeString(secrets.resolve("db.password"), canaries.get(1));
        forTheGroup(secrets);
        Ended migrated = migrate(settings, secrets);
        assertThat(migrated.exitCode()).as(migrated.output()).isZero();
        assertThat(migrated.output()).contains("the schema is up to date");
        try (Container container = start(settings, secrets)) {
            container.awaitReady();
            assertThat(container.user()).isEqualTo(USER);
            assertThat(container.maps()).containsPattern("/opt/backend-core/lib/archives/.*/server\\.jsa");
            assertThat(container.get("/api"))
                    .as("by a name that is not allowed")
                    .isEqualTo(400);
            // The files in its temporary folder are deleted at its end.
            container.assertThatItKeeps(canaries);
            container.askToStop();
            assertThat(container.awaitEnd()).as(container.log()).isEqualTo(143);
            container.assertThatItKeeps(canaries);
            assertThat(writable(container.root())).allMatch(path -> path.equals("tmp") || path.startsWith("tmp/"));
        }
    }

    @Test
    void servesInDev() throws Exception {
        try (Container container = start(overlay("dev/settings.env"))) {
            container.awaitReady();
            assertThat(container.get("/health/live")).isEqualTo(200);
            container.askToStop();
            assertThat(container.awaitEnd()).as(container.log()).isEqualTo(143);
        }
    }

    private Container start(Map<String, String> settings, Path... secrets) throws Exception {
        int port = FreePort.find();
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(Map.of("HTTP_HOST", "127.0.0.1", "HTTP_PORT", Integer.toString(port)));
        return Container.start(buildah, image, port, environment, command("run"), secrets);
    }

    private Ended migrate(Map<String, String> settings, Path secrets) throws Exception {
        return Container.runToItsEnd(buildah, image, settings, command("migrate"), secrets);
    }

    /** The entry point with a different argument: buildah leaves that to the caller. */
    private List<String> command(String argument) {
        List<String> command = new ArrayList<>(
                texts(config.getJsonObject("OCIv1").getJsonObject("config").getJsonArray("Entrypoint")));
        command.add(argument);
        return command;
    }

    private Path mounted(String name) throws Exception {
        return Path.of(buildah.run("mount", buildah.run("from", name)));
    }

    private static Map<String, String> overlay(String file) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String line : Files.readAllLines(OVERLAYS.resolve(file))) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] parts = line.split("=", 2);
                settings.put(parts[0], parts[1]);
            }
        }
        return settings;
    }

    private static List<String> texts(JsonArray array) {
        return array.getValuesAs(JsonString::getString);
    }

    /** Readable by the group, as Kubernetes mounts secrets. */
    private static void forTheGroup(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:gid", USER);
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "r-xr-x---" : "r--r-----"));
            }
        }
    }

    /** The distribution as built under a restrictive umask. */
    private static Path ownersOnly(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(DIST)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(DIST.relativize(file).toString());
                boolean runs = Files.isDirectory(file) || Files.isExecutable(file);
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(runs ? "rwx------" : "rw-------"));
            }
        }
        return folder;
    }

    private static long size(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    /** Files that belong to the user or its group, or that others may write. */
    private static List<String> writable(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> writable = new ArrayList<>();
            for (Path file : files.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                if (Files.getAttribute(file, "unix:uid").equals(USER)
                        || Files.getAttribute(file, "unix:gid").equals(USER)
                        || Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
                    writable.add(root.relativize(file).toString());
                }
            }
            return writable;
        }
    }
}
