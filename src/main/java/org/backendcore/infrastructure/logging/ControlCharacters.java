package org.backendcore.infrastructure.logging;

import java.util.Arrays;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Escapes control characters in the application's log records before they reach the server's handlers: in text they
 * would control the terminal, and Open Liberty writes them into its JSON unescaped, which makes it invalid (RFC 8259,
 * section 7). Line breaks and tabs stay: JSON escapes them, and in text they are wanted.
 */
final class ControlCharacters extends Handler {
    private static final int DEEPEST = 10;

    private final SimpleFormatter formatter = new SimpleFormatter();

    /** Applies to every logger below {@code logger} from now on. */
    static void spellOut(Logger logger) {
        for (Handler handler : logger.getHandlers()) {
            // Left by an earlier deployment in the same process.
            if (handler.getClass().getName().equals(ControlCharacters.class.getName())) {
                logger.removeHandler(handler);
            }
        }
        ControlCharacters handler = new ControlCharacters();
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    @Override
    public void publish(LogRecord record) {
        String message = formatter.formatMessage(record);
        if (message != null && hasControls(message)) {
            record.setMessage(spelled(message));
            record.setParameters(null);
            record.setResourceBundle(null);
        }
        Throwable thrown = record.getThrown();
        if (thrown != null && anyHasControls(thrown, 0)) {
            record.setThrown(new SpelledException(thrown, 0));
        }
    }

    private static boolean anyHasControls(Throwable thrown, int depth) {
        return hasControls(thrown.toString())
                || related(thrown, depth).anyMatch(other -> anyHasControls(other, depth + 1));
    }

    /** Bounded, because causes may be circular. */
    private static Stream<Throwable> related(Throwable thrown, int depth) {
        return depth == DEEPEST
                ? Stream.empty()
                : Stream.concat(Stream.ofNullable(thrown.getCause()), Arrays.stream(thrown.getSuppressed()));
    }

    private static boolean hasControls(String text) {
        return text.codePoints().anyMatch(ControlCharacters::isControl);
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }

    private static String spelled(String text) {
        return text.codePoints()
                .mapToObj(character -> isControl(character)
                        ? String.format(Locale.ROOT, "\\u%04x", character)
                        : Character.toString(character))
                .collect(Collectors.joining());
    }

    @Override
    public void flush() {
        // Nothing is buffered here.
    }

    @Override
    public void close() {
        // Nothing is open here.
    }

    /** Looks like the exception that it replaces, except for its class: the text begins with the original's class. */
    @SuppressWarnings("OverrideThrowableToString")
    private static final class SpelledException extends Exception {
        private static final long serialVersionUID = 1;

        private final String text;

        SpelledException(Throwable original, int depth) {
            super(spelled(String.valueOf(original.getMessage())), cause(original, depth), true, true);
            this.text = spelled(original.toString());
            setStackTrace(original.getStackTrace());
            for (Throwable suppressed : depth == DEEPEST ? new Throwable[0] : original.getSuppressed()) {
                addSuppressed(new SpelledException(suppressed, depth + 1));
            }
        }

        private static @Nullable Throwable cause(Throwable original, int depth) {
            Throwable cause = original.getCause();
            return cause == null || depth == DEEPEST ? null : new SpelledException(cause, depth + 1);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
