package org.backendcore.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of a server that is still writing it. Tests that wait for a line read it many times a second, so each line is
 * read and parsed once.
 */
final class GrowingLog {
    private final List<PrintedLine> complete = new ArrayList<>();

    /** The number of bytes of the complete lines. */
    private long length;

    /** Everything that is in the file by now, which is always the same one, or a copy of it. */
    synchronized PrintedLog read(Path file) throws IOException {
        byte[] more;
        try (InputStream input = Files.newInputStream(file)) {
            input.skipNBytes(length);
            more = input.readAllBytes();
        }
        int end = more.length;
        while (end > 0 && more[end - 1] != '\n') {
            end--;
        }
        PrintedLog.of(text(more, 0, end)).lines().forEach(complete::add);
        length += end;
        List<PrintedLine> lines = new ArrayList<>(complete);
        lines.addAll(PrintedLog.of(text(more, end, more.length)).lines());
        return new PrintedLog(lines);
    }

    private static String text(byte[] bytes, int begin, int end) {
        return new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
    }
}
