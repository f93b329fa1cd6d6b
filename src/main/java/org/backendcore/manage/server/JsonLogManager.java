package org.backendcore.manage.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.logging.Filter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/** Every configuration logs by {@link JsonHandler}; its levels hold. And what is logged while the JVM ends is still logged. */
public final class JsonLogManager extends LogManager {

    /** Of logging.properties, of which Payara Micro makes its own copy, and before that of the JRE. */
    @Override
    public void readConfiguration(InputStream input) throws IOException {
        Properties properties = new Properties();
        properties.load(input);
        properties.setProperty("handlers", JsonHandler.class.getName());
        // Payara Micro makes one when it stops, as if all others were gone.
        properties.setProperty("java.util.logging.ConsoleHandler.filter", Silence.class.getName());
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        properties.store(changed, null);
        super.readConfiguration(new ByteArrayInputStream(changed.toByteArray()));
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
