package org.backendcore.manage.server;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the commands that configure the server once, at the build, so that a start need not. Expressions such as {@code
 * ${MPCONFIG=db.url}} stay what they are: no value of an environment gets in.
 */
final class Baking {
    /** The profile. */
    private static final String PROFILE = "org.backendcore.baking";

    private static final Pattern SET_OF_A_POOL = Pattern.compile(
            "set resources\\.jdbc-connection-pool\\.(?<pool>\\w+)\\.(?<attribute>[\\w-]+)=(?<value>.*)");

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
            exception.printStackTrace();
            System.exit(1);
        }
    }

    private static void bake(Distribution distribution, String profile) throws Exception {
        Path instance = InstanceFolder.create(distribution.server());
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
        Files.createDirectories(configuration.getParent());
        Files.writeString(
                configuration,
                withExpressions(
                        Files.readString(instance.resolve("config/domain.xml")),
                        Files.readAllLines(distribution.poolCommands())));
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

    /**
     * Payara expands what these commands set, here to values of the build; so what they set becomes the expression again, which
     * is expanded at each start.
     *
     * @throws IllegalArgumentException for any other command, whose value would stay that of the build
     */
    private static String withExpressions(String configuration, List<String> commands) {
        String changed = configuration;
        for (String command : commands) {
            if (command.isBlank() || command.startsWith("#")) {
                continue;
            }
            Matcher set = SET_OF_A_POOL.matcher(command);
            if (!set.matches()) {
                throw new IllegalArgumentException(
                        "pool.postboot can only set an attribute of a pool, which this is not: " + command);
            }
            String attribute = set.group("attribute");
            Matcher pool = Pattern.compile("(?<before><jdbc-connection-pool (?=[^>]*\\bname=\"" + set.group("pool")
                            + "\")[^>]*\\b" + attribute + "=\")[^\"]*")
                    .matcher(changed);
            if (!pool.find()) {
                throw new IllegalArgumentException("this command has set nothing: " + command);
            }
            changed = changed.substring(0, pool.end("before")) + set.group("value") + changed.substring(pool.end());
        }
        return changed;
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
