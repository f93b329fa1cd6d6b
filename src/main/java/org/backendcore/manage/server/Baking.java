package org.backendcore.manage.server;

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

    static void run(Distribution distribution) throws Exception {
        String profile = System.getProperty(PROFILE);
        Path instance = InstanceFolder.create(distribution.server());
        ExplodedPayaraMicro.create(
                distribution.server(),
                List.of(
                        "--nohazelcast",
                        "--disablephonehome",
                        "--warmup",
                        "--logproperties",
                        distribution.configuration("logging.properties").toString(),
                        "--prebootcommandfile",
                        distribution.commands(profile).toString(),
                        "--rootdir",
                        instance.toString()));
        Path configuration = distribution.bakedConfiguration(profile);
        Files.createDirectories(configuration.getParent());
        Files.copy(instance.resolve("config/domain.xml"), configuration, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                distribution.commands(profile),
                distribution.bakedCommands(profile),
                StandardCopyOption.REPLACE_EXISTING);
        Path keys = configuration.resolveSibling(profile + ".p12");
        emptyKeyStore(keys);
        // At once, because the other profile may copy it meanwhile.
        Files.move(keys, distribution.server().resolve("config/keystore.p12"), StandardCopyOption.ATOMIC_MOVE);
        System.exit(0);
    }

    /** There is no TLS here; opening Payara's own key for it takes time. */
    private static void emptyKeyStore(Path file) throws Exception {
        System.setProperty("keystore.pkcs12.macIterationCount", "1");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        try (OutputStream output = Files.newOutputStream(file)) {
            // The password that Payara opens it with, which everybody knows.
            keys.store(output, "changeit".toCharArray());
        }
    }
}
