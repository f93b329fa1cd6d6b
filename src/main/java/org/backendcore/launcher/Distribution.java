package org.backendcore.launcher;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Where things lie.
 *
 * @param server Payara Micro, exploded: its jars, and what an instance of it begins with
 * @param home the WAR and its {@code server-config}
 * @param instance of this process alone
 */
record Distribution(Path server, Path home, InstanceFolder instance) {

    /** The folder above this class's own jar, {@code lib}, in which the server lies; the WAR may lie elsewhere. */
    static Distribution of(String[] arguments) throws URISyntaxException {
        Path lib = Path.of(Distribution.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolveSibling("");
        Path home = arguments.length == 0 ? lib.resolve("..") : Path.of(arguments[0]);
        return new Distribution(
                lib.resolve("payara-micro"), home.toAbsolutePath().normalize(), InstanceFolder.unused());
    }

    Path war() {
        return home.resolve("backend-core.war");
    }

    Path configuration(String file) {
        return home.resolve("server-config/payara-micro").resolve(file);
    }

    /** What the configuration of each instance begins with. */
    Path configured(String file) {
        return server.resolve("config").resolve(file);
    }

    /** The commands that configure the server for a profile. */
    Path commands(String profile) {
        return configuration(profile + ".preboot");
    }

    /** The commands after the start of the server, for all profiles. */
    Path poolCommands() {
        return configuration("pool.postboot");
    }

    /** What {@link Baking} has run. */
    Path bakedPoolCommands(String profile) {
        return server.resolve("baked").resolve(profile + ".postboot");
    }

    /** What {@link Baking} has run. */
    Path bakedCommands(String profile) {
        return server.resolve("baked").resolve(profile + ".preboot");
    }

    /** The server's configuration after these commands. */
    Path bakedConfiguration(String profile) {
        return server.resolve("baked").resolve(profile + ".xml");
    }
}
