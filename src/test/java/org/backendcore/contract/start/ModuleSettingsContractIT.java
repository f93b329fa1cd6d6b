package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backendcore.contract.fixtures.SampleSettings;
import org.backendcore.contract.fixtures.SampleSettingsServlet;
import org.backendcore.infrastructure.settings.SettingsGroup;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.CommandLine.Ended;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.SecretSearch;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The settings of a module behave like those of the baseline, on both servers and for the command line. */
@Execution(ExecutionMode.CONCURRENT)
final class ModuleSettingsContractIT {
    private final Release release = Release.with(
            Map.of("META-INF/services/" + SettingsGroup.class.getName(), SampleSettings.class.getName()),
            SampleSettings.class,
            SampleSettingsServlet.class);

    private final Map<String, String> environment =
            new HashMap<>(Deployment.production(Postgres.shared().createDatabase()));

    @AfterEach
    void deleteTheRelease() {
        release.close();
    }

    @Test
    void areCheckedAndReportedLikeAnyOther() throws Exception {
        String token = Canary.password();
        environment.putAll(
                Map.of("SAMPLE_MOST", "10", "SAMPLE_TOKN", "x", "JDK_JAVA_OPTIONS", "-Dsample.token=" + token));
        Ended check = CommandLine.of(release).run(environment, "check");
        assertThat(check.exitCode()).isEqualTo(78);
        String report = check.output().substring(check.output().indexOf("the settings are invalid:"));
        assertThat(report)
                .contains(
                        "'sample.most' is '10' (environment variable SAMPLE_MOST), but must be a whole number from 1 to 9; set")
                .contains("'sample.url' is not set, but is required in prod and must be an http or https URL")
                .contains("'sample.token' must not be set by the system property sample.token, where it is not secret")
                .contains("unknown environment variable SAMPLE_TOKN: did you mean 'SAMPLE_TOKEN'?");
        new SecretSearch(List.of(token)).assertNotIn("the report", report);
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(release.war()).withoutCommandLine();
                    RunningServer server = RunningServer.start(installation, environment)) {
                assertThat(server.awaitExit()).as(server.log()).isEqualTo(78);
                assertThat(server.log()).containsOnlyOnce(report);
            }
        });
    }

    @Test
    void areListedAndReachTheCodeOfTheModule() throws Exception {
        environment.putAll(Map.of("SAMPLE_URL", "http://sample:8080", "SAMPLE_TOKEN", Canary.password()));
        assertThat(CommandLine.of(release).run(environment, "settings").output())
                .containsPattern("sample\\.most +\\(not set\\)")
                .containsPattern("sample\\.url +http://sample:8080 {2}\\(environment variable SAMPLE_URL\\)")
                .containsPattern("sample\\.token +\\(secret\\) {2}\\(environment variable SAMPLE_TOKEN\\)");
        ServerKind.onBothAtOnce(kind -> {
            RunningServer server =
                    RunningServer.start(kind.install(release.war()).withoutCommandLine(), environment);
            try {
                server.awaitReady();
                assertThat(server.get("/sample").body()).isEqualTo("3 http://sample:8080 Optional[(secret)]");
            } finally {
                server.discard();
            }
        });
    }
}
