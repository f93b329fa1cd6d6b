package org.backendcore.manage.server;

import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Payara Micro with the WAR, in this very process. {@code bin/backend-core run} starts it after its check; started without,
 * the WAR checks the same and says the same, only later.
 */
final class PayaraMicro {
    /** Set by the WAR when it has written its report and ends the process itself. */
    private static final String REFUSED = "org.backendcore.refused";

    private PayaraMicro() {}

    /** Without arguments; the exit codes are those of BSD's {@code sysexits.h}. */
    public static void main(String[] arguments) throws URISyntaxException {
        if (logsJson()) {
            // Before anybody asks for a logger.
            System.setProperty("java.util.logging.manager", JsonLogManager.class.getName());
            StandardStreams.log();
        }
        try {
            start(home());
        } catch (ServerException exception) {
            Logger.getLogger(PayaraMicro.class.getName()).severe(exception.getMessage());
            System.exit(exception.exitCode());
        }
    }

    private static void start(Path home) throws ServerException {
        Path configuration = home.resolve("server-config/payara-micro");
        PayaraMicroBoot server;
        try {
            // What `java -jar payara-micro.jar` does; but that only logs a failure and ends with the exit code 0.
            server = PayaraMicroLauncher.create(new String[] {
                // Nothing clusters, so Hazelcast would only open a port. Not --nocluster, which brings Hazelcast back.
                "--nohazelcast",
                "--disablephonehome",
                "--logproperties",
                configuration.resolve("logging.properties").toString(),
                "--prebootcommandfile",
                configuration.resolve(profile() + ".preboot").toString(),
                "--postbootcommandfile",
                configuration.resolve("pool.postboot").toString(),
                "--addlibs",
                home.resolve("lib/jdbc") + File.pathSeparator + home.resolve("lib/payara"),
                "--deploy",
                home.resolve("backend-core.war").toString()
            });
        } catch (Exception exception) {
            if (refused()) {
                return;
            }
            throw ServerException.ended(exception);
        }
        if (!refused() && nothingIsDeployed(server)) {
            throw ServerException.notDeployed();
        }
    }

    /** {@code log.format}, which the WAR checks later; its default is that of the profile. */
    private static boolean logsJson() {
        String standard = profile().equals("dev") ? "text" : "json";
        return !Optional.ofNullable(System.getenv("LOG_FORMAT"))
                .orElse(standard)
                .equals("text");
    }

    /** Any profile but dev starts as prod does, and the WAR refuses the unknown ones. */
    private static String profile() {
        String profile = Optional.ofNullable(System.getProperty("mp.config.profile"))
                .or(() -> Optional.ofNullable(System.getenv("MP_CONFIG_PROFILE")))
                .orElse("");
        return profile.equals("dev") ? profile : "prod";
    }

    private static boolean refused() {
        return System.getProperty(REFUSED) != null;
    }

    private static boolean nothingIsDeployed(PayaraMicroBoot server) {
        try {
            return server.getRuntime().getDeployedApplicationNames().isEmpty();
        } catch (IllegalStateException stopping) {
            // SIGTERM came meanwhile; the exit code is the signal's.
            return false;
        }
    }

    /** The folder above {@code lib}, where this class's own jar lies. */
    private static Path home() throws URISyntaxException {
        return Path.of(PayaraMicro.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("../..")
                .normalize();
    }
}
