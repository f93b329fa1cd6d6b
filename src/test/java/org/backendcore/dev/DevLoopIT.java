package org.backendcore.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.backendcore.build.Checkout;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's commands that show a changed class within seconds, from the start to Ctrl-C. */
final class DevLoopIT {
    private static final String CLASS = "src/main/java/org/backendcore/interfaces/http/Hello.java";
    private static final String SETTINGS = "src/main/resources/META-INF/microprofile-config-dev.properties";

    /** Most of it is the first start, which builds the project and unpacks the server. */
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @CsvSource({
        "./mvnw liberty:dev, Source compilation had errors",
        "./mvnw -Ppayara-dev package, does not compile",
    })
    void showsEachChange(String command, String compilationFailed) throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains(command);
        try (Checkout project = Checkout.in("dev-loop");
                DevServer server = DevServer.start(project, command)) {
            server.await("/health/ready", 200, "UP");

            // Liberty's dev mode begins to watch some moments after it says so: who is too early saves again.
            server.await("/api/hello", 200, "first", () -> Files.writeString(project.file(CLASS), answering("first")));
            Files.writeString(project.file(CLASS), answering("second"));
            server.await("/api/hello", 200, "second");

            Files.writeString(project.file(CLASS), answering("third").replace("return", "retrun"));
            server.awaitLog(compilationFailed);
            server.await("/api/hello", 200, "second");
            Files.writeString(project.file(CLASS), answering("third"));
            server.await("/api/hello", 200, "third");

            String right = Files.readString(project.file(SETTINGS));
            Files.writeString(project.file(SETTINGS), right + "\ndb.start-timeout=never\n");
            server.awaitLog("backend-core refuses to start");
            Files.writeString(project.file(SETTINGS), right);
            server.await("/api/hello", 200, "third");

            Files.delete(project.file(CLASS));
            server.await("/api/hello", 404, "");

            server.pressCtrlC();
            server.awaitThatNothingIsLeft();
        }
    }

    private static String answering(String answer) {
        return """
                package org.backendcore.interfaces.http;

                import jakarta.ws.rs.GET;
                import jakarta.ws.rs.Path;

                /** What somebody works on. */
                @Path("hello")
                public final class Hello {
                    @GET
                    public String hello() {
                        return "%s";
                    }
                }
                """.formatted(answer);
    }
}
