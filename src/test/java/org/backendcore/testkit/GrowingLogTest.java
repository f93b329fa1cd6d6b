package org.backendcore.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is read correctly wherever its writer has stopped. */
final class GrowingLogTest {
    private static final String TEXT = "first\n\n{\"message\":\"ä€😀\"}\r\n\tat x\nlast";

    @TempDir
    private Path folder;

    @Test
    void readsTheSameInAnyParts() throws IOException {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        for (int middle = 0; middle <= bytes.length; middle++) {
            Path file = folder.resolve(middle + ".log");
            GrowingLog log = new GrowingLog();
            Files.write(file, Arrays.copyOf(bytes, middle));
            log.read(file);
            Files.write(file, Arrays.copyOfRange(bytes, middle, bytes.length), StandardOpenOption.APPEND);
            assertThat(log.read(file)).as("in two parts, at %s", middle).isEqualTo(PrintedLog.of(TEXT));
            assertThat(log.read(file)).as("once more").isEqualTo(PrintedLog.of(TEXT));
        }
    }

    @Test
    void readsALineThatIsNotComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("half.log"), "first\n{\"mess");
        assertThat(new GrowingLog().read(file).lines())
                .extracting(PrintedLine::text)
                .containsExactly("first", "{\"mess");
    }

    @Test
    void refusesALineThatIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("latin.log"), "ä\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new GrowingLog().read(file)).isInstanceOf(CharacterCodingException.class);
    }
}
