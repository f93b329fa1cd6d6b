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

/** Open Liberty, which SIGTERM ends at once while it starts. {@code server.env} puts this main class before Liberty's own. */
final class OpenLiberty {
    private static final String LIBERTY = "com.ibm.ws.kernel.boot.cmdline.EnvCheck";

    /** As Liberty writes it. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT);

    private OpenLiberty() {}

    /** The arguments of {@code java} behind the options: {@code -jar}, the jar, and what is Liberty's. */
    public static void main(String[] arguments) throws Throwable {
        EarlyStop.onSignal(OpenLiberty::say, () -> {});
        String[] own = Arrays.copyOfRange(arguments, 2, arguments.length);
        try {
            Class.forName(LIBERTY).getMethod("main", String[].class).invoke(null, (Object) own);
        } catch (InvocationTargetException exception) {
            throw exception.getCause();
        }
    }

    /** Past Liberty's log, which may not be there yet; in the format that server.env has chosen, which sees the environment alone. */
    private static void say(String sentence) {
        String line = !EarlySettings.of(System.getenv(), null).logsJson()
                ? sentence
                : "{\"@timestamp\":\"%s\",\"log.level\":\"INFO\",\"message\":\"%s\",\"log.logger\":\"%s\"}"
                        .formatted(
                                TIME.format(OffsetDateTime.now(ZoneOffset.UTC)), sentence, OpenLiberty.class.getName());
        try (OutputStream output = new FileOutputStream(FileDescriptor.out)) {
            output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException exception) {
            // Nobody reads it then.
        }
    }
}
