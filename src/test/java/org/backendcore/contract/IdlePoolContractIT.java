package org.backendcore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Postgres;
import org.backendcore.servers.PostgresDatabase;
import org.backendcore.servers.Release;
import org.backendcore.servers.RunningServer;
import org.backendcore.servers.ServerKind;
import org.backendcore.servers.SideBySide;
import org.backendcore.servers.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A pool whose connections all die while nobody uses them, so that only the watch finds them; under load: {@link OutageContractIT}. */
@Execution(ExecutionMode.CONCURRENT)
final class IdlePoolContractIT {
    private static final int POOL = 10;

    /** Generous: 8 s were seen on Payara Micro, and 98 s where each dead connection is given the time of a statement. */
    private static final Duration UP_AGAIN = Duration.ofSeconds(40);

    @Test
    void isReadySoonAfterTheDatabaseIsBack() {
        try (Release release = Release.with(Map.of(), DatabaseServlet.class)) {
            ServerKind.onBothAtOnce(kind -> {
                try (Wire wire = Wire.to(Postgres.shared().port())) {
                    isReadySoon(kind, release, wire);
                } catch (IOException exception) {
                    throw new UncheckedIOException(exception);
                }
            });
        }
    }

    private static void isReadySoon(ServerKind kind, Release release, Wire wire) {
        PostgresDatabase database = Postgres.shared().createDatabase();
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.put("DB_URL", database.url(wire.port()));
        environment.put("DB_POOL_MAX_SIZE", Integer.toString(POOL));
        RunningServer server = RunningServer.start(kind.install(release.war()), environment);
        try {
            server.awaitReady();
            SideBySide.each(
                    Collections.nCopies(POOL, "/test/hold"),
                    path -> assertThat(server.get(path).statusCode()).isEqualTo(200));
            wire.cut();
            server.awaitStatus("/health/ready", 503);
            wire.mend();
            long begun = System.nanoTime();
            server.awaitReady();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as(kind.key())
                    .isLessThan(UP_AGAIN);
            assertThat(server.get("/test/query").statusCode()).isEqualTo(200);
        } finally {
            server.discard();
        }
    }
}
