package org.backendcore.launcher;

import org.backendcore.launcher.development.Development;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.backendcore.infrastructure.process.EarlyStop;

/**
 * Payara Micro with the WAR, in this very process. {@code bin/backend-core run} starts it after its check; started without,
 * the WAR checks the same and says the same, only later.
 */
final class PayaraMicro {
    /** Set by the WAR when it has written its report: the exit code, or 0 if the server is to stay. */
    private static final String REFUSED = "org.backendcore.refused";

    /** Tells the WAR to leave the exit to this class: while the server still starts, a stop only makes it stumble. */
    private static final String LAUNCHER = "org.backendcore.launcher";

    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String KEYS = "javax.net.ssl.keyStore";

    private PayaraMicro() {}

    /** An argument is the folder of the WAR, unless that is this jar's; the exit codes are those of BSD's {@code sysexits.h}. */
    public static void main(String[] arguments) throws Exception {
        // Payara Micro 7.2026.11 maps the names of settings by the locale: in Turkish, an I is none of English.
        Locale.setDefault(Locale.ENGLISH);
        // The database gets it, and PostgreSQL does not know all that a JVM knows.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        if (Baking.isAskedFor()) {
            Baking.run(Distribution.of(arguments));
            return;
        }
        // Where jvm.options has not named it; before its class, which is one of java.util.logging, is there.
        System.setProperty("java.util.logging.manager", ServerLogManager.class.getName());
        try {
            Distribution distribution = Distribution.of(arguments);
            EarlyStop.onSignal(PayaraMicro::say, distribution.instance()::deleteWhileInUse);
            ServerLogManager.start();
            Harmless.leaveOut();
            System.setProperty(LAUNCHER, "true");
            Serving.endWithTheProcess();
            EarlySettings.requireReadableOrdinals();
            run(distribution, arguments);
        } catch (ServerException exception) {
            end(exception);
        } catch (Throwable fault) {
            // Otherwise the threads of half a server would go on.
            end(ServerException.fault(fault));
        }
    }

    private static void run(Distribution distribution, String[] arguments) throws Exception {
        if (Development.isAskedFor()) {
            Development.run(create(distribution), arguments[1]);
            return;
        }
        start(distribution);
        if (refused()) {
            exitAsRefused();
            return;
        }
        Serving.begin();
        if (Training.isAskedFor()) {
            Training.run();
        }
    }

    private static void end(ServerException reason) {
        try {
            LogRecord line = new LogRecord(Level.SEVERE, reason.getMessage());
            line.setLoggerName(PayaraMicro.class.getName());
            line.setThrown(reason.fault());
            ServerLogManager.log(line);
        } finally {
            System.exit(reason.exitCode());
        }
    }

    /** Past the server's log, which may just be changing. */
    private static void say(String sentence) {
        LogRecord line = new LogRecord(Level.INFO, sentence);
        line.setLoggerName(PayaraMicro.class.getName());
        Handler handler = EarlySettings.logsJson() ? new JsonHandler() : new ConsoleHandler();
        handler.publish(line);
    }

    private static void start(Distribution distribution) throws ServerException {
        ExplodedPayaraMicro server;
        try {
            server = create(distribution, "--deploy", distribution.war().toString());
        } catch (ServerException exception) {
            if (refused()) {
                return;
            }
            throw exception;
        }
        if (!refused() && nothingIsDeployed(server)) {
            throw ServerException.notDeployed();
        }
    }

    private static ExplodedPayaraMicro create(Distribution distribution, String... more) throws ServerException {
        try {
            List<String> arguments = arguments(distribution);
            arguments.addAll(List.of(more));
            Map<String, String> stores = stores(distribution);
            ExplodedPayaraMicro server = ExplodedPayaraMicro.create(distribution.server(), arguments);
            stores.forEach(System::setProperty);
            return server;
        } catch (Exception exception) {
            throw ServerException.ended(exception);
        }
    }

    private static boolean refused() {
        return System.getProperty(REFUSED) != null;
    }

    /** Unless {@code APP_EXIT_ON_FAILURE} keeps the server. */
    private static void exitAsRefused() {
        int exitCode = Integer.getInteger(REFUSED, 0);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static List<String> arguments(Distribution distribution) throws IOException {
        Path instance = distribution.instance().create(distribution.server());
        List<String> arguments = new ArrayList<>(List.of(
                // Nothing clusters, so Hazelcast would only open a port. Not --nocluster, which brings Hazelcast back.
                "--nohazelcast",
                "--logproperties",
                distribution.configuration("logging.properties").toString(),
                "--rootdir",
                instance.toString()));
        if (isBaked(distribution)) {
            // With all that the other branch asks for.
            Files.copy(
                    distribution.bakedConfiguration(EarlySettings.profile()),
                    instance.resolve("config/domain.xml"),
                    StandardCopyOption.REPLACE_EXISTING);
        } else {
            arguments.addAll(List.of(
                    "--disablephonehome",
                    "--prebootcommandfile",
                    distribution.commands(EarlySettings.profile()).toString(),
                    "--postbootcommandfile",
                    distribution.poolCommands().toString()));
        }
        return arguments;
    }

    /**
     * The stores of keys, by the properties that name them. Payara would name those of the instance, and read them at its first request,
     * when somebody may have cleaned that temporary folder. Its own trust store is as old as its release; that of the JRE is kept by
     * whoever keeps the machine.
     */
    private static Map<String, String> stores(Distribution distribution) {
        Path jre = Path.of(System.getProperty("java.home"), "lib/security/cacerts");
        Path trusted = Files.isReadable(jre) ? jre : distribution.configured("cacerts.p12");
        return Map.of(
                TRUST,
                System.getProperty(TRUST, trusted.toString()),
                KEYS,
                System.getProperty(KEYS, distribution.configured("keystore.p12").toString()));
    }

    /** Whether the build ran these very commands; somebody may have changed them since. */
    private static boolean isBaked(Distribution distribution) throws IOException {
        return areTheSame(
                        distribution.bakedCommands(EarlySettings.profile()),
                        distribution.commands(EarlySettings.profile()))
                && areTheSame(distribution.bakedPoolCommands(EarlySettings.profile()), distribution.poolCommands());
    }

    private static boolean areTheSame(Path baked, Path now) throws IOException {
        return Files.exists(baked) && Files.mismatch(baked, now) < 0;
    }

    private static boolean nothingIsDeployed(ExplodedPayaraMicro server) throws ServerException {
        try {
            return server.hasDeployedNothing();
        } catch (Exception exception) {
            throw ServerException.ended(exception);
        }
    }
}
