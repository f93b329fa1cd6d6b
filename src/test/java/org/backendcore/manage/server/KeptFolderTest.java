package org.backendcore.manage.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backendcore.servers.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptFolderTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void makesEveryFileNewAgainAndAgain() throws Exception {
        Path file =
                Files.createFile(Files.createDirectory(folder.resolve("config")).resolve("file"));
        Thread keeper = new KeptFolder(folder, () -> {}).renewEvery(Duration.ofMillis(10));
        try {
            for (int times = 0; times < 3; times++) {
                makeOld(file);
                Await.until("a new file", () -> !isOld(file));
            }
        } finally {
            keeper.interrupt();
        }
    }

    @Test
    void endsWhenTheFolderHasGone() throws Exception {
        Path config = Files.createDirectory(folder.resolve("config"));
        CountDownLatch end = new CountDownLatch(1);
        Thread keeper = new KeptFolder(folder, end::countDown).renewEvery(Duration.ofMillis(10));
        Files.delete(config);
        assertThat(end.await(1, TimeUnit.MINUTES)).isTrue();
        keeper.join();
    }

    private static void makeOld(Path file) throws IOException {
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(LONG_AGO, LONG_AGO, null);
    }

    private static boolean isOld(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.lastModifiedTime().equals(LONG_AGO)
                || attributes.lastAccessTime().equals(LONG_AGO);
    }
}
