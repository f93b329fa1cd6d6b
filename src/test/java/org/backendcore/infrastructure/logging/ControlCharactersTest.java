package org.backendcore.infrastructure.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class ControlCharactersTest {
    private final ControlCharacters handler = new ControlCharacters();

    @Test
    void areSpelledOutInAMessage() {
        LogRecord line = new LogRecord(Level.INFO, "a {0}\n\tb");
        line.setParameters(new Object[] {"\u001b[31m\u0000\u0085"});
        handler.publish(line);
        assertThat(line.getMessage()).isEqualTo("a \\u001b[31m\\u0000\\u0085\n\tb");
    }

    @Test
    void leaveOtherMessagesAsTheyAre() {
        LogRecord line = new LogRecord(Level.INFO, "a {0}");
        line.setParameters(new Object[] {"ä\r\n"});
        handler.publish(line);
        assertThat(line.getMessage()).isEqualTo("a {0}");
        assertThat(line.getParameters()).hasSize(1);
    }

    @Test
    void areSpelledOutInAnExceptionAndItsCauses() {
        Exception original = new IllegalStateException("outer", new NumberFormatException("\u001b"));
        LogRecord line = new LogRecord(Level.SEVERE, "failed");
        line.setThrown(original);
        handler.publish(line);
        assertThat(trace(line.getThrown())).isEqualTo(trace(original).replace("\u001b", "\\u001b"));
    }

    @Test
    void areSpelledOutInWhatWasSuppressedAndInACircle() {
        Exception original = new IllegalStateException("outer");
        original.addSuppressed(new IllegalStateException("\u001b"));
        original.initCause(new IllegalStateException("inner", original));
        LogRecord line = new LogRecord(Level.SEVERE, "failed");
        line.setThrown(original);
        handler.publish(line);
        assertThat(trace(line.getThrown())).contains("Suppressed: java.lang.IllegalStateException: \\u001b");
    }

    @Test
    void leaveOtherExceptionsAsTheyAre() {
        Exception original = new IllegalStateException("two\nlines");
        LogRecord line = new LogRecord(Level.SEVERE, "failed");
        line.setThrown(original);
        handler.publish(line);
        assertThat(line.getThrown()).isSameAs(original);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
