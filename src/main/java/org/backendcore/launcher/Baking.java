package org.backendcore.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Unpacks Payara Micro into its jars, so that a start need not do so, and runs its configuration commands once.
 * Expressions such as {@code ${MPCONFIG=db.url}} are kept: no value of an environment is stored.
 */
final class Baking {
    private static final List<String> PROFILES = List.of("dev", "prod");

    /** Files that Payara Micro unpacks and that nothing here needs. */
    private static final List<String> UNUSED = List.of("META-INF", "docroot", ".env");

    /** Payara's own launcher, whose manifest has the time of unpacking. */
    private static final String LAUNCHER = "launch-micro.jar";

    private Baking() {}

    /**
     * Does nothing if none of its inputs has changed.
     *
     * @param payaraMicro the jar of Payara Micro
     * @param time the timestamp of the written files, so that every build is identical: class-data archives identify
     *     the jars by their times
     */
    static void bake(Distribution distribution, Path payaraMicro, Instant time) throws Exception {
        Path server = distribution.server();
        Path done = besideTheDistribution(server, "payara-micro.baked");
        String checksum = checksum(distribution, payaraMicro, time);
        if (Files.isDirectory(server.resolve("baked"))
                && Files.exists(done)
                && Files.readString(done).equals(checksum)) {
            return;
        }
        Files.deleteIfExists(done);
        delete(server);
        run(
                server,
                List.of("-jar", payaraMicro.toString(), "--rootdir", server.toString(), "--outputlauncher"),
                "payara-micro");
        for (String file : UNUSED) {
            delete(server.resolve(file));
        }
        List<Path> unused = UnusedParts.read(distribution.configuration("unused-parts.properties"))
                .in(server.resolve("runtime"));
        for (Path jar : unused) {
            Files.delete(jar);
        }
        repack(server.resolve(LAUNCHER), unused, time);
        PROFILES.parallelStream().forEach(profile -> {
            try {
                Path options = distribution.configuration("jvm.options");
                run(
                        server,
                        List.of("@" + options, "-jar", distribution.launcher().toString(), "bake-profile", profile),
                        "baking-" + profile);
            } catch (IOException | InterruptedException exception) {
                throw new IllegalStateException(exception);
            }
        });
        touch(server, time);
        Files.writeString(done, checksum);
    }

    /** In a separate process, which is ended explicitly because a server is running in it. */
    static void bakeProfile(Distribution distribution, String profile) {
        try {
            configure(distribution, profile);
            System.exit(0);
        } catch (Exception exception) {
            // The build stores the stack trace in a file and fails.
            exception.printStackTrace();
            System.exit(1);
        }
    }

    private static void configure(Distribution distribution, String profile) throws Exception {
        List<PoolAttribute> attributes = PoolAttribute.setBy(Files.readAllLines(distribution.poolCommands()));
        Path instance = distribution.instance().create(distribution.server());
        Path commands = Distribution.write(instance.resolve("commands.preboot"), distribution.commands(profile));
        ExplodedPayaraMicro.create(
                distribution.server(),
                List.of(
                        "--nohazelcast",
                        "--disablephonehome",
                        "--logproperties",
                        distribution.configuration("logging.properties").toString(),
                        "--prebootcommandfile",
                        commands.toString(),
                        "--postbootcommandfile",
                        distribution.poolCommands().toString(),
                        "--rootdir",
                        instance.toString()));
        Path configuration = distribution.bakedConfiguration(profile);
        Files.createDirectories(configuration.resolveSibling(""));
        String baked = Files.readString(instance.resolve("config/domain.xml"));
        for (PoolAttribute attribute : attributes) {
            baked = attribute.putInto(baked);
        }
        Files.writeString(configuration, baked);
        Distribution.write(distribution.bakedCommands(profile), distribution.allCommands(profile));
        Path keys = configuration.resolveSibling(profile + ".p12");
        emptyKeyStore(keys);
        // Moved atomically, because the other profile's process may copy it meanwhile.
        Files.move(keys, distribution.configured("keystore.p12"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The server uses no TLS, and opening Payara's own key for it takes time. */
    private static void emptyKeyStore(Path file) throws Exception {
        // Without a MAC, whose salt is random, every build creates the same file; there is nothing to protect.
        System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        try (OutputStream output = Files.newOutputStream(file)) {
            // Payara's default password, which is public.
            keys.store(output, "changeit".toCharArray());
        }
    }

    private static String checksum(Distribution distribution, Path payaraMicro, Instant time) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update("%s %s %s"
                .formatted(time, payaraMicro.getFileName(), Files.size(payaraMicro))
                .getBytes(UTF_8));
        List<Path> files = new ArrayList<>(List.of(distribution.launcher()));
        try (Stream<Path> configuration = Files.walk(distribution.configuration(""))) {
            configuration.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        for (Path file : files) {
            digest.update(String.valueOf(file.getFileName()).getBytes(UTF_8));
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Runs without the environment; the output goes to a file beside the distribution. */
    private static void run(Path server, List<String> arguments, String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(arguments);
        Path log = besideTheDistribution(server, name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        // Any free port; nobody uses it.
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "HTTP_HOST", "127.0.0.1", "HTTP_PORT", "0"));
        Process process = builder.start();
        // Also if the build is ended meanwhile: the process would continue writing into the next build's files.
        Thread end = new Thread(process::destroyForcibly, "no baking without its build");
        Runtime.getRuntime().addShutdownHook(end);
        int exitCode = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        if (exitCode != 0) {
            throw new IOException("%s ended with exit code %s; the reason is in %s".formatted(name, exitCode, log));
        }
    }

    private static Path besideTheDistribution(Path server, String name) {
        return server.resolve("../../..").resolve(name).normalize();
    }

    /** Without the parts that are left out on its class path. */
    private static void repack(Path jar, List<Path> unused, Instant time) throws IOException {
        Path packed = jar.resolveSibling(jar.getFileName() + ".new");
        try (ZipFile old = new ZipFile(jar.toFile());
                ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(packed))) {
            for (ZipEntry entry : old.stream().toList()) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(time.atZone(UTC).toLocalDateTime());
                output.putNextEntry(copy);
                try (InputStream input = old.getInputStream(entry)) {
                    if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        withoutThem(unused, new Manifest(input)).write(output);
                    } else {
                        input.transferTo(output);
                    }
                }
            }
        }
        Files.move(packed, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Manifest withoutThem(List<Path> unused, Manifest manifest) {
        Set<String> names =
                unused.stream().map(jar -> "runtime/" + jar.getFileName()).collect(Collectors.toSet());
        String jars = manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(jars.split(" "))
                                .filter(each -> !names.contains(each))
                                .collect(Collectors.joining(" ")));
        return manifest;
    }

    private static void touch(Path server, Instant time) throws IOException {
        try (Stream<Path> files = Files.walk(server)) {
            for (Path file :
                    files.filter(each -> each.toString().matches(".*\\.[jr]ar")).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
