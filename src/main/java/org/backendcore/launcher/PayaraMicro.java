package org.backendcore.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.backendcore.infrastructure.process.EarlySettings;
import org.backendcore.infrastructure.process.EarlyStop;
import org.backendcore.infrastructure.process.ExitCode;
import org.backendcore.infrastructure.process.LauncherProtocol;
import org.backendcore.launcher.development.Development;

/**
 * Runs Payara Micro in this process; the first argument is the command.
 */
final class PayaraMicro {
    private static final String USAGE = """
            Usage: java -jar backend-core-launcher.jar run [HOME]
            Runs the WAR in HOME, which must be from the same build as this jar; without HOME, the WAR of the distribution that contains this jar.""";

    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String KEYS = "javax.net.ssl.keyStore";

    private PayaraMicro() {}

    /** Runs once the process is prepared for the server. */
    private interface Program {
        void run(Distribution distribution) throws Exception;
    }

    /**
     * {@code run [HOME]}, in which the WAR is the first to check anything; and for {@code bin/backend-core run}, the
     * build, the command line and development: {@code checked-run HOME}, {@code bake PAYARA_MICRO_JAR TIME},
     * {@code bake-profile PROFILE}, {@code train PORT [HOME]}, {@code dev PROJECT CLASS_PATH LINTER_PATH [HOME]}.
     */
    public static void main(String[] arguments) throws Exception {
        // Payara Micro 7.2026.11 maps the names of settings by the locale: a Turkish I is not an English one.
        Locale.setDefault(Locale.ENGLISH);
        // The time zone is passed to the database, and PostgreSQL does not know every zone that a JVM knows.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        List<String> words = List.of(arguments);
        // The command, and the number of arguments including it.
        switch (words.isEmpty() ? "" : words.get(0) + " " + words.size()) {
            case "run 1", "run 2" -> launch(words, 1, PayaraMicro::serve);
            case "checked-run 2" ->
                launch(words, 1, distribution -> {
                    StartCheck.run(distribution);
                    serve(distribution);
                });
            case "train 2", "train 3" ->
                launch(words, 2, distribution -> {
                    LauncherProtocol.train();
                    StartCheck.run(distribution);
                    if (serve(distribution)) {
                        Training.run(words.get(1));
                    }
                });
            case "dev 4", "dev 5" ->
                launch(
                        words,
                        4,
                        distribution -> Development.run(
                                create(distribution), Path.of(words.get(1)), words.get(2), words.get(3)));
            case "bake 3" ->
                Baking.bake(Distribution.of(Optional.empty()), Path.of(words.get(1)), Instant.parse(words.get(2)));
            case "bake-profile 2" -> Baking.bakeProfile(Distribution.of(Optional.empty()), words.get(1));
            default -> {
                System.err.println(USAGE);
                System.exit(ExitCode.USAGE.number());
            }
        }
    }

    /** @param before the number of arguments before the home of the WAR */
    private static void launch(List<String> words, int before, Program program) {
        // In case jvm.options has not set it; before the first use of its class, which belongs to java.util.logging.
        System.setProperty("java.util.logging.manager", ServerLogManager.class.getName());
        try {
            Distribution distribution =
                    Distribution.of(words.stream().skip(before).findFirst());
            distribution.requireLibraries();
            EarlyStop.onSignal(PayaraMicro::say, distribution.instance()::deleteWhileInUse);
            ServerLogManager.start();
            NoiseFilter.leaveOut();
            LauncherProtocol.launch();
            // While the server stops, its port is open longer than the application is available.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> LauncherProtocol.serve(false), "serving no more"));
            program.run(distribution);
        } catch (ServerException exception) {
            end(exception);
        } catch (Throwable fault) {
            // Otherwise the threads of a partly started server would continue.
            end(ServerException.fault(fault));
        }
    }

    /** Whether it serves requests; a server that has refused the WAR may keep running. */
    private static boolean serve(Distribution distribution) throws Exception {
        start(distribution);
        OptionalInt refused = LauncherProtocol.refused();
        if (refused.isEmpty()) {
            LauncherProtocol.serve(true);
        } else if (refused.getAsInt() != 0) {
            System.exit(refused.getAsInt());
        }
        return refused.isEmpty();
    }

    private static void end(ServerException reason) {
        try {
            LogRecord line = new LogRecord(Level.SEVERE, reason.getMessage());
            line.setLoggerName(PayaraMicro.class.getName());
            line.setThrown(reason.fault());
            ServerLogManager.log(line);
        } catch (LinkageError logger) {
            // The distribution lacks the jars of the log.
            System.err.println(reason.getMessage());
        } finally {
            System.exit(reason.exitCode().number());
        }
    }

    /** Bypasses the server's log, which may just be changing. */
    private static void say(String sentence) {
        LogRecord line = new LogRecord(Level.INFO, sentence);
        line.setLoggerName(PayaraMicro.class.getName());
        Handler handler = EarlySettings.ofThisProcess().logsJson() ? new JsonHandler() : new ConsoleHandler();
        handler.publish(line);
    }

    private static void start(Distribution distribution) throws ServerException {
        ExplodedPayaraMicro server;
        try {
            server = create(distribution, "--deploy", distribution.war().toString());
        } catch (ServerException exception) {
            if (LauncherProtocol.refused().isPresent()) {
                return;
            }
            throw exception;
        }
        if (LauncherProtocol.refused().isEmpty() && nothingIsDeployed(server)) {
            throw ServerException.notDeployed();
        }
    }

    private static ExplodedPayaraMicro create(Distribution distribution, String... more) throws ServerException {
        SourceOrder.requireReadableOrdinals();
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

    private static List<String> arguments(Distribution distribution) throws IOException {
        Path instance = distribution.instance().create(distribution.server());
        List<String> arguments = new ArrayList<>(List.of(
                // There is no cluster, so Hazelcast would only open a port. Not --nocluster, which enables Hazelcast
                // again.
                "--nohazelcast",
                "--logproperties",
                distribution.configuration("logging.properties").toString(),
                "--rootdir",
                instance.toString()));
        String profile = EarlySettings.ofThisProcess().startedAs();
        if (distribution.isBaked(profile)) {
            // Includes everything that the other branch configures.
            Files.copy(
                    distribution.bakedConfiguration(profile),
                    instance.resolve("config/domain.xml"),
                    StandardCopyOption.REPLACE_EXISTING);
        } else {
            arguments.addAll(List.of(
                    "--disablephonehome",
                    "--prebootcommandfile",
                    Distribution.write(instance.resolve("commands.preboot"), distribution.commands(profile))
                            .toString(),
                    "--postbootcommandfile",
                    distribution.poolCommands().toString()));
        }
        return arguments;
    }

    /**
     * The key stores, by the properties that name them. Payara would use those of the instance, and read them at its
     * first request, by which time the temporary folder may have been cleaned. Its own trust store is as old as its
     * release; the administrator of the machine maintains that of the JRE.
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

    private static boolean nothingIsDeployed(ExplodedPayaraMicro server) throws ServerException {
        try {
            return server.hasDeployedNothing();
        } catch (Exception exception) {
            throw ServerException.ended(exception);
        }
    }
}
