package org.backendcore.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/**
 * Writes to standard output, which nothing else in this process does: {@link StandardStreams} redirects output here,
 * too.
 */
public final class JsonHandler extends StreamHandler {

    /** Called by java.util.logging. */
    public JsonHandler() {
        super(new FileOutputStream(FileDescriptor.out), new JsonFormatter());
        try {
            setEncoding(StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException exception) {
            throw new IllegalStateException(exception);
        }
        setLevel(Level.ALL);
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        return super.isLoggable(line) && !NoiseFilter.isAboutAMissingSetting(line);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        super.publish(record);
        flush();
    }

    /** The output stays open: records arrive until the very end. */
    @Override
    public synchronized void close() {
        flush();
    }
}
