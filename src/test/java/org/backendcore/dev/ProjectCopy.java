package org.backendcore.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.backendcore.servers.Folders;

/** What somebody has who has just cloned the project, with what is not committed here; closing it deletes it. */
record ProjectCopy(Path folder) implements AutoCloseable {

    static ProjectCopy create() throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        ProjectCopy copy = new ProjectCopy(Files.createTempDirectory(target, "dev-loop-"));
        Process git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String files = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (String file : files.split("\0", -1)) {
            // Git also knows files that are deleted, but not committed so.
            if (!file.isEmpty() && Files.exists(Path.of(file))) {
                Path to = copy.folder.resolve(file);
                Files.createDirectories(to.resolveSibling(""));
                Files.copy(Path.of(file), to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }

    void delete(String file) throws IOException {
        Files.delete(folder.resolve(file));
    }

    @Override
    public void close() {
        try {
            Folders.delete(folder);
        } catch (UncheckedIOException exception) {
            throw new IllegalStateException("something still writes into " + folder, exception);
        }
    }
}
