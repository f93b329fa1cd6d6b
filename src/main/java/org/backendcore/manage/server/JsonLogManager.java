package org.backendcore.manage.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Filter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/** Every configuration logs by {@link JsonHandler}; its levels hold. And what is logged while the JVM ends is still logged. */
public final class JsonLogManager extends LogManager {

    /** Of logging.properties, of which Payara Micro makes its own copy, and before that of the JRE. */
    @Override
    public void readConfiguration(InputStream input) throws IOException {
        // Of two lines for one name, the last counts. Payara Micro makes a ConsoleHandler when it stops, as if all
        // others were gone.
        String ours = """

                handlers=%s
                java.util.logging.ConsoleHandler.filter=%s
                """.formatted(JsonHandler.class.getName(), Silence.class.getName());
        super.readConfiguration(
                new SequenceInputStream(input, new ByteArrayInputStream(ours.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** The JVM's own hook takes the handlers away while the server's hooks still have something to say. */
    @Override
    public void reset() {
        if (!Thread.currentThread().getClass().getName().startsWith(LogManager.class.getName())) {
            super.reset();
        }
    }

    /** Lets nothing through. */
    public static final class Silence implements Filter {

        @Override
        public boolean isLoggable(LogRecord record) {
            return false;
        }
    }
}
