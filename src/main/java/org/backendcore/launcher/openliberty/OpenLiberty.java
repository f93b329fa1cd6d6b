package org.backendcore.launcher.openliberty;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.backendcore.infrastructure.process.EarlySettings;
import org.backendcore.infrastructure.process.EarlyStop;

/**
 * Open Liberty, which SIGTERM ends at once during its start. {@code server.env} runs this main class before Liberty's
 * own.
 */
final class OpenLiberty {
    private static final String LIBERTY = "com.ibm.ws.kernel.boot.cmdline.EnvCheck";

    /** Liberty's format. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT);

    private OpenLiberty() {}

    /** The arguments of {@code java} after the options: {@code -jar}, the jar, and Liberty's own arguments. */
    public static void main(String[] arguments) throws Throwable {
        EarlyStop.onSignal(OpenLiberty::say, () -> {});
        String[] own = Arrays.copyOfRange(arguments, 2, arguments.length);
        try {
            Class.forName(LIBERTY).getMethod("main", String[].class).invoke(null, (Object) own);
        } catch (InvocationTargetException exception) {
            throw exception.getCause();
        }
    }

    /**
     * Bypasses Liberty's log, which may not be available yet; in the format that server.env has chosen, based on the
     * environment only.
     */
    private static void say(String sentence) {
        String line = !EarlySettings.of(System.getenv(), null).logsJson()
                ? sentence
                : "{\"@timestamp\":\"%s\",\"log.level\":\"INFO\",\"message\":\"%s\",\"log.logger\":\"%s\"}"
                        .formatted(
                                TIME.format(OffsetDateTime.now(ZoneOffset.UTC)), sentence, OpenLiberty.class.getName());
        try (OutputStream output = new FileOutputStream(FileDescriptor.out)) {
            output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException exception) {
            // Standard output has no reader then.
        }
    }
}
