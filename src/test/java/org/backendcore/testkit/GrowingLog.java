package org.backendcore.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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

    /**
     * Everything that is in the file by now, which is always the same one, or a copy of it.
     *
     * @throws IOException also if a complete line is not UTF-8
     */
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
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(more, 0, end))
                .toString();
        complete.addAll(PrintedLog.of(text).lines());
        length += end;
        List<PrintedLine> lines = new ArrayList<>(complete);
        // Perhaps with half a character.
        String rest = new String(more, end, more.length - end, StandardCharsets.UTF_8);
        lines.addAll(PrintedLog.of(rest).lines());
        return new PrintedLog(lines);
    }
}
