package org.backendcore.infrastructure.startup;

import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.backendcore.infrastructure.database.DatabaseException;
import org.backendcore.infrastructure.database.DatabaseWatch;
import org.backendcore.infrastructure.logging.ServerLog;
import org.backendcore.infrastructure.process.ExitCode;
import org.backendcore.infrastructure.process.LastWord;
import org.backendcore.infrastructure.process.LauncherProtocol;
import org.backendcore.infrastructure.process.ListeningPort;
import org.backendcore.infrastructure.process.RefusedStart;
import org.backendcore.infrastructure.settings.CheckedSettings;
import org.backendcore.infrastructure.settings.InvalidSettingsException;
import org.backendcore.infrastructure.settings.Settings;
import org.backendcore.infrastructure.shutdown.Drain;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Runs the {@link CheckedStart} while the server deploys the WAR, before any request can reach it. */
public final class StartupExtension implements Extension {
    private static final Logger LOGGER = Logger.getLogger(StartupExtension.class.getName());

    private final ListeningPort port = new ListeningPort();
    private final ServerLog log = new ServerLog();
    private @Nullable CheckedStart started;
    private @Nullable Initialization initialization;

    /** Makes the results of the start injectable for the rest of the application. */
    void offer(@Observes AfterBeanDiscovery event) {
        event.<Settings>addBean()
                .types(Settings.class)
                .scope(Singleton.class)
                .createWith(context -> started().settings());
        event.<CheckedStart>addBean()
                .types(CheckedStart.class)
                .scope(Singleton.class)
                .createWith(context -> started());
        event.<DatabaseWatch>addBean()
                .types(DatabaseWatch.class)
                .scope(Singleton.class)
                .createWith(context -> started().watch());
        event.<Drain>addBean()
                .types(Drain.class)
                .scope(Singleton.class)
                .createWith(context -> started().drain());
        event.<Initialization>addBean()
                .types(Initialization.class)
                .scope(Singleton.class)
                .createWith(context -> initialization());
    }

    /**
     * A start that creates class-data archives runs on a build machine, without any settings, so the application's own
     * start-up observers must not run.
     */
    void beginNothingInATraining(@Observes ProcessObserverMethod<?, ?> event) {
        ObserverMethod<?> observer = event.getObserverMethod();
        if (LauncherProtocol.training() && isOfTheApplication(observer) && observesTheBegin(observer)) {
            event.veto();
        }
    }

    private static boolean isOfTheApplication(ObserverMethod<?> observer) {
        return observer.getBeanClass().getClassLoader() == StartupExtension.class.getClassLoader();
    }

    private static boolean observesTheBegin(ObserverMethod<?> observer) {
        return observer.getObservedType() == Startup.class
                || observer.getObservedQualifiers().contains(Initialized.Literal.APPLICATION);
    }

    void start(@Observes AfterDeploymentValidation event) {
        Iterable<ConfigSource> sources = ConfigProvider.getConfig().getConfigSources();
        try {
            started = CheckedStart.run(sources, port, begin());
            OwnClasses.load();
            initialization = Initialization.begin(CheckedSettings.exitOnFailure(sources));
        } catch (InvalidSettingsException exception) {
            refuse(event, sources, ExitCode.CONFIGURATION, exception.getMessage(), null);
        } catch (RefusedStart exception) {
            refuse(event, sources, exception.exitCode(), exception.getMessage(), null);
        } catch (DatabaseException exception) {
            refuse(event, sources, exception.exitCode(), exception.getMessage(), null);
        } catch (Throwable fault) {
            refuse(
                    event,
                    sources,
                    ExitCode.SOFTWARE,
                    "an internal error that the configuration did not cause; please report it",
                    fault);
        }
    }

    /** Also called for an application that the server takes down before it has begun. */
    void stop(@Observes BeforeShutdown event) {
        if (started != null) {
            if (initialization != null
                    && !started.drain().serving()
                    && !started.drain().begun()) {
                initialization.refuse();
            }
            started.drain().close();
            started.watch().close();
        }
        log.close();
    }

    /** When this start was requested: that of the process, or of its next deployment. */
    private Instant begin() {
        if (!port.isFirstDeployment()) {
            return Instant.now();
        }
        return ProcessStart.of(
                ProcessHandle.current().info().startInstant(),
                () -> Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
    }

    private CheckedStart started() {
        if (started == null) {
            throw new IllegalStateException("the application has not started");
        }
        return started;
    }

    private Initialization initialization() {
        if (initialization == null) {
            throw new IllegalStateException("the application has not started");
        }
        return initialization;
    }

    private static void refuse(
            AfterDeploymentValidation event,
            Iterable<ConfigSource> sources,
            ExitCode exitCode,
            @Nullable String reason,
            @Nullable Throwable fault) {
        refuse(CheckedSettings.exitOnFailure(sources), exitCode, reason, fault);
        // Short and without a cause, because both servers print it again.
        event.addDeploymentProblem(new IllegalStateException("refused to start; the reason is logged above"));
    }

    static void refuse(boolean exit, ExitCode exitCode, @Nullable String reason, @Nullable Throwable fault) {
        String report = "backend-core refuses to start: " + reason;
        LOGGER.log(Level.SEVERE, report, fault);
        LauncherProtocol.refuse(exit ? exitCode.number() : 0);
        if (!exit) {
            LastWord.wanted().ifPresent(last -> last.say(() -> LOGGER.severe(report)));
        }
        if (exit && !LauncherProtocol.launched()) {
            // In a separate thread: in the deploying thread, the exit would deadlock with Payara's shutdown hook.
            new Thread(() -> System.exit(exitCode.number()), "exit").start();
        }
    }
}
