package org.backendcore.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The paths of a distribution.
 *
 * @param server Payara Micro, unpacked: its jars, and the initial files of an instance
 * @param home the WAR and its {@code server-config}
 * @param instance the folder of this process only
 */
record Distribution(Path server, Path home, InstanceFolder instance) {

    /** {@code lib}, the folder of this class's own jar, contains the server; the WAR may be elsewhere. */
    static Distribution of(Optional<String> givenHome) throws URISyntaxException {
        Path lib = Path.of(Distribution.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolveSibling("");
        Path home = givenHome.map(Path::of).orElse(lib.resolve(".."));
        return new Distribution(
                lib.resolve("payara-micro"), home.toAbsolutePath().normalize(), InstanceFolder.unused());
    }

    /**
     * Checks the libraries in the manifest, without which Payara would fail later and with its own messages.
     *
     * @throws ServerException if some are missing
     */
    void requireLibraries() throws IOException, ServerException {
        try (JarFile jar = new JarFile(launcher().toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            List<Path> missing = Stream.of(classPath.split(" "))
                    .map(launcher()::resolveSibling)
                    .filter(library -> !Files.isReadable(library))
                    .toList();
            if (!missing.isEmpty()) {
                throw ServerException.missingLibraries(missing);
            }
        }
    }

    Path war() {
        return home.resolve("backend-core.war");
    }

    /** The jar of this class. */
    Path launcher() {
        return server.resolveSibling("backend-core-launcher.jar");
    }

    /** The jar of {@code bin/backend-core}, with the classes of the WAR. */
    Path commandLine() {
        return server.resolveSibling("backend-core-cli.jar");
    }

    Path configuration(String file) {
        return home.resolve("server-config/payara-micro").resolve(file);
    }

    /** A file that each instance's configuration starts with. */
    Path configured(String file) {
        return server.resolve("config").resolve(file);
    }

    /**
     * The commands that configure the server: those of all profiles, then those of the profile, which take precedence.
     */
    String commands(String profile) throws IOException {
        return text(configuration("common.preboot")) + "\n" + text(configuration(profile + ".preboot"));
    }

    /** The commands after the start of the server, for all profiles. */
    Path poolCommands() {
        return configuration("pool.postboot");
    }

    /** Whether the build ran exactly these commands; they may have been changed since. */
    boolean isBaked(String profile) throws IOException {
        Path baked = bakedCommands(profile);
        return Files.exists(baked) && text(baked).equals(allCommands(profile));
    }

    String allCommands(String profile) throws IOException {
        return commands(profile) + "\n" + text(poolCommands());
    }

    /** As bytes: a comment may be in any charset. */
    static String text(Path commands) throws IOException {
        return Files.readString(commands, StandardCharsets.ISO_8859_1);
    }

    static Path write(Path file, String commands) throws IOException {
        return Files.writeString(file, commands, StandardCharsets.ISO_8859_1);
    }

    /** The commands that {@link Baking} has run. */
    Path bakedCommands(String profile) {
        return server.resolve("baked").resolve(profile + ".commands");
    }

    /** The server's configuration after these commands. */
    Path bakedConfiguration(String profile) {
        return server.resolve("baked").resolve(profile + ".xml");
    }
}
