package org.backendcore.launcher;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.backendcore.infrastructure.process.ExitCode;

/**
 * The check of the settings and the port before the server starts, by the classes of the command line. They are those
 * of the WAR, under the same names, so they are in a class loader of their own: the server would otherwise prefer them
 * to the WAR's.
 */
final class StartCheck {
    private static final String CLASS = "org.backendcore.cli.StartCheck";

    private StartCheck() {}

    /** @throws ServerException if the start is refused */
    static void run(Distribution distribution) throws IOException, ServerException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL[] classes = {distribution.commandLine().toUri().toURL()};
        Optional<Map.Entry<String, String>> refused;
        try (URLClassLoader loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            refused = load(loader).apply(StartCheck::warn);
        } catch (NoClassDefFoundError | ClassNotFoundException missing) {
            throw ServerException.missingClass(missing);
        } catch (ReflectiveOperationException exception) {
            throw new IllegalStateException(exception);
        } finally {
            thread.setContextClassLoader(before);
        }
        if (refused.isPresent()) {
            throw ServerException.refused(
                    ExitCode.valueOf(refused.get().getKey()), refused.get().getValue());
        }
    }

    @SuppressWarnings("unchecked") // The class itself has these types.
    private static Function<Consumer<String>, Optional<Map.Entry<String, String>>> load(ClassLoader loader)
            throws ReflectiveOperationException {
        return (Function<Consumer<String>, Optional<Map.Entry<String, String>>>)
                loader.loadClass(CLASS).getDeclaredConstructor().newInstance();
    }

    private static void warn(String sentence) {
        LogRecord line = new LogRecord(Level.WARNING, sentence);
        line.setLoggerName(StartCheck.class.getName());
        ServerLogManager.log(line);
    }
}
