package org.backendcore.launcher;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.List;

/**
 * Runs the commands that configure the server once, at the build, so that a start need not. Expressions such as {@code
 * ${MPCONFIG=db.url}} stay what they are: no value of an environment gets in.
 */
final class Baking {
    /** The profile. */
    private static final String PROFILE = "org.backendcore.baking";

    private Baking() {}

    static boolean isAskedFor() {
        return System.getProperty(PROFILE) != null;
    }

    /** Ends the process, in which a server runs by now. */
    static void run(Distribution distribution) {
        try {
            bake(distribution, System.getProperty(PROFILE));
            System.exit(0);
        } catch (Exception exception) {
            // The build keeps it in a file, and fails.
            exception.printStackTrace();
            System.exit(1);
        }
    }

    private static void bake(Distribution distribution, String profile) throws Exception {
        List<PoolAttribute> attributes = PoolAttribute.setBy(Files.readAllLines(distribution.poolCommands()));
        Path instance = distribution.instance().create(distribution.server());
        ExplodedPayaraMicro.create(
                distribution.server(),
                List.of(
                        "--nohazelcast",
                        "--disablephonehome",
                        "--logproperties",
                        distribution.configuration("logging.properties").toString(),
                        "--prebootcommandfile",
                        distribution.commands(profile).toString(),
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
        Files.copy(
                distribution.commands(profile),
                distribution.bakedCommands(profile),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                distribution.poolCommands(),
                distribution.bakedPoolCommands(profile),
                StandardCopyOption.REPLACE_EXISTING);
        Path keys = configuration.resolveSibling(profile + ".p12");
        emptyKeyStore(keys);
        // At once, because the other profile may copy it meanwhile.
        Files.move(keys, distribution.server().resolve("config/keystore.p12"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** There is no TLS here; opening Payara's own key for it takes time. */
    private static void emptyKeyStore(Path file) throws Exception {
        // It protects nothing, and is as random as its salt: so every build makes the same file.
        System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        try (OutputStream output = Files.newOutputStream(file)) {
            // The password that Payara opens it with, which everybody knows.
            keys.store(output, "changeit".toCharArray());
        }
    }
}
