package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backendcore.cli.Checked;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.ModuleSamples;
import org.backendcore.testkit.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests in {@code server-config/kubernetes}, as {@code kubectl} renders them. */
final class ManifestsIT {
    private static final Path FOLDER = Path.of("server-config/kubernetes");
    static final String PROD = "overlays/prod";
    static final String MIGRATE = "overlays/prod/migrate";

    /** Cached, because a rendering takes a third of a second. */
    private static final Map<String, String> RENDERED = new HashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {PROD, MIGRATE, "overlays/dev"})
    void breakNoRule(String overlay) throws Exception {
        Manifests manifests = Manifests.of(rendered(overlay));
        assertThat(problems(manifests)).isEmpty();
        assertThat(manifests.workloads()).hasSize(1);
    }

    /** The server's own check accepts their settings, together with the mounted secrets. */
    @ParameterizedTest
    @ValueSource(strings = {PROD, MIGRATE, "overlays/dev"})
    void setWhatTheCheckTakes(String overlay) throws Exception {
        Workload workload = workload(Manifests.of(rendered(overlay)));
        Checked checked = Checked.nothing();
        workload.environment().forEach(checked::with);
        if (workload.isInProduction()) {
            ModuleSamples.secrets().forEach(checked::with);
            checked.without("SECRETS_DIR").with("APP_SECRET_KEY", Canary.key()).with("DB_PASSWORD", Canary.password());
        }
        if (!workload.serves()) {
            checked.with("DB_MIGRATE_PASSWORD", Canary.password());
        }
        Checked.Result result = checked.check();
        assertThat(result.output())
                .isEqualTo("the settings are valid (profile '%s')%n"
                        .formatted(workload.environment().get("MP_CONFIG_PROFILE")));
    }

    /** The same image, the same settings, the same mounts. */
    @Test
    void migrateWhatTheyServe() throws Exception {
        Workload serves = workload(Manifests.of(rendered(PROD)));
        Workload migrates = workload(Manifests.of(rendered(MIGRATE)));
        assertThat(migrates.container().path("image"))
                .isEqualTo(serves.container().path("image"));
        assertThat(migrates.container().path("envFrom"))
                .isEqualTo(serves.container().path("envFrom"));
        assertThat(migrates.object().path("metadata").path("namespace"))
                .isEqualTo(serves.object().path("metadata").path("namespace"));
        assertThat(migrates.secrets()).hasSize(2).containsAll(serves.secrets());
    }

    static List<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        manifests.objects().forEach(object -> Schemas.problems(object).forEach(problems::add));
        manifests.workloads().map(object -> new Workload(object, manifests)).forEach(workload -> {
            PodRules.problems(workload).forEach(problems::add);
            RolloutRules.problems(workload).forEach(problems::add);
        });
        return problems;
    }

    private static Workload workload(Manifests manifests) {
        return new Workload(manifests.workloads().findFirst().orElseThrow(), manifests);
    }

    static String rendered(String overlay) throws Exception {
        String known = RENDERED.get(overlay);
        if (known != null) {
            return known;
        }
        Programs.need("kubectl", "renders the manifests");
        Command.Ended ended = new Command(
                        Path.of("").toAbsolutePath(),
                        Map.of(),
                        List.of("kubectl", "kustomize", FOLDER.resolve(overlay).toString()))
                .run(Duration.ofMinutes(1));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        RENDERED.put(overlay, ended.output());
        return ended.output();
    }
}
