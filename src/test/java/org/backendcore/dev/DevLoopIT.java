package org.backendcore.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
        try (ProjectCopy project = ProjectCopy.create();
                DevServer server = DevServer.start(project, command)) {
            server.await("/health/ready", 200, "UP");

            // Liberty's dev mode begins to watch some moments after it says so: who is too early saves again.
            server.await("/api/hello", 200, "first", () -> project.write(CLASS, answering("first")));
            project.write(CLASS, answering("second"));
            server.await("/api/hello", 200, "second");

            project.write(CLASS, answering("third").replace("return", "retrun"));
            server.awaitLog(compilationFailed);
            server.await("/api/hello", 200, "second");
            project.write(CLASS, answering("third"));
            server.await("/api/hello", 200, "third");

            String right = project.read(SETTINGS);
            project.write(SETTINGS, right + "\ndb.start-timeout=never\n");
            server.awaitLog("backend-core refuses to start");
            project.write(SETTINGS, right);
            server.await("/api/hello", 200, "third");

            project.delete(CLASS);
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
