package org.backendcore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backendcore.servers.Await;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Engine;
import org.backendcore.servers.Folders;
import org.backendcore.servers.RunningServer;
import org.backendcore.servers.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Machines delete temporary files that nobody has touched for days, also below a server that runs. */
@Execution(ExecutionMode.CONCURRENT)
final class TemporaryFilesContractIT {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @Test
    void keepsTheFilesThatItNeedsOrEndsWithoutThem() {
        ServerKind.onBothAtOnce(kind -> {
            try (Deployment deployment = Deployment.start(kind, Engine.H2, Deployment.WAR, Map.of())) {
                RunningServer server = deployment.server();
                Path temporary = server.installation().folder().resolve("tmp");
                makeOld(temporary);
                if (kind == ServerKind.PAYARA_MICRO) {
                    Await.until(
                            "nothing old in " + temporary, () -> old(temporary).isEmpty());
                }
                deleteTheOld(temporary);
                assertThat(server.get("/api/missing").statusCode())
                        .as(server.log())
                        .isEqualTo(404);
                Folders.delete(temporary);
                if (kind == ServerKind.PAYARA_MICRO) {
                    assertThat(server.awaitExit()).isEqualTo(71);
                    assertThat(server.log()).contains("somebody has deleted '" + temporary);
                } else {
                    assertThat(server.get("/missing").statusCode()).isEqualTo(404);
                }
            } catch (Exception exception) {
                throw new AssertionError(exception);
            }
        });
    }

    private static void makeOld(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(LONG_AGO, LONG_AGO, null);
        }
    }

    private static void deleteTheOld(Path folder) throws IOException {
        for (Path file : old(folder)) {
            Files.delete(file);
        }
    }

    private static List<Path> old(Path folder) throws IOException {
        List<Path> old = new ArrayList<>();
        for (Path file : files(folder)) {
            if (Files.getLastModifiedTime(file).equals(LONG_AGO)) {
                old.add(file);
            }
        }
        return old;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
