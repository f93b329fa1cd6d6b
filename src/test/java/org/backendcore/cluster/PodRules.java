package org.backendcore.cluster;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The rules for each of our pods, whoever starts it: its permissions and its environment. */
final class PodRules {
    private static final Pattern RELEASE = Pattern.compile(".+:(?!latest$)[^:/]+");
    private static final Pattern CERTIFICATE = Pattern.compile("sslrootcert=(/[^&]+)/[^/&]+");

    private static final String POD_SECURITY = """
            {"fsGroup": 10001, "runAsGroup": 10001, "runAsNonRoot": true, "runAsUser": 10001, "seccompProfile": {"type": "RuntimeDefault"}}
            """;

    private static final String CONTAINER_SECURITY = """
            {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}, "readOnlyRootFilesystem": true}
            """;

    /**
     * Readable by the group only, and nothing else: no token, and no single files, which would not be updated with the
     * secret.
     */
    private static final String ONE_SECRET = """
            {"name": "secrets", "secret": {"defaultMode": 288, "secretName": "%s"}}
            """;

    private static final String TWO_SECRETS = """
            {"name": "secrets", "projected": {"defaultMode": 288, "sources": [{"secret": {"name": "%s"}}, {"secret": {"name": "%s"}}]}}
            """;

    private static final String MOUNTED = """
            {"mountPath": "%s", "name": "secrets", "readOnly": true}
            """;

    /** Allowed for another heap size: docs/operations/README.md. */
    private static final String OPTIONS_OF_THE_JVM = "JAVA_TOOL_OPTIONS";

    /** The suffix is kustomize's hash of the content. */
    private static final Pattern NAMED_BY_ITS_CONTENT = Pattern.compile(".+-[a-z0-9]{10}");

    /** By the message for a violation. */
    private static final Map<String, Predicate<Workload>> RULES = Map.ofEntries(
            Map.entry(
                    "has one container",
                    workload -> workload.pod().path("containers").size() == 1
                            && Stream.of("initContainers", "ephemeralContainers")
                                    .noneMatch(workload.pod()::has)),
            Map.entry(
                    "receives no variables of other services (enableServiceLinks: false)",
                    workload -> Manifests.is(workload.pod().path("enableServiceLinks"), "false")),
            Map.entry(
                    "has no Kubernetes token (automountServiceAccountToken: false)",
                    workload -> Manifests.is(workload.pod().path("automountServiceAccountToken"), "false")),
            Map.entry(
                    "runs as the image's user, not root, under the runtime's seccomp profile, and reads its secrets through its group",
                    workload -> Manifests.is(workload.pod().path("securityContext"), POD_SECURITY)),
            Map.entry(
                    "gains no privileges, drops every capability, and cannot write its root file system",
                    workload -> Manifests.is(workload.container().path("securityContext"), CONTAINER_SECURITY)),
            Map.entry("shares nothing with its node", PodRules::sharesNothing),
            Map.entry("can write /tmp (an emptyDir with a sizeLimit) and nothing else", PodRules::writesTmp),
            Map.entry("requests a processor and all the memory that it may use", PodRules::hasResources),
            Map.entry(
                    "names the release of its image",
                    workload -> RELEASE.matcher(
                                    workload.container().path("image").asString(""))
                            .matches()),
            Map.entry("has its own secrets, and no others, as files in SECRETS_DIR", PodRules::hasItsSecrets),
            Map.entry("has the certificate that DB_URL names", PodRules::hasItsCertificate),
            Map.entry(
                    "has only variables with values, and none from a secret",
                    workload -> workload.container()
                            .path("env")
                            .valueStream()
                            .allMatch(variable -> variable.has("value") && !variable.has("valueFrom"))),
            Map.entry(
                    "is rendered with the ConfigMap that it names, whose name depends on its content",
                    PodRules::hasItsSettings));

    private PodRules() {}

    static Stream<String> problems(Workload workload) {
        Stream<String> broken = RULES.entrySet().stream()
                .filter(rule -> !rule.getValue().test(workload))
                .map(rule -> "%s must ensure that a pod %s".formatted(workload.kindAndName(), rule.getKey()));
        return Stream.concat(broken, ofTheEnvironment(workload));
    }

    private static Stream<String> ofTheEnvironment(Workload workload) {
        KnownSettings settings = workload.settings();
        return workload.environment().keySet().stream().flatMap(name -> {
            if (settings.secrets().contains(name)) {
                return Stream.of("%s sets the secret %s, which belongs in a file of SECRETS_DIR"
                        .formatted(workload.kindAndName(), name));
            }
            return settings.values().containsKey(name) || name.equals(OPTIONS_OF_THE_JVM)
                    ? Stream.of()
                    : Stream.of("%s sets %s, which is not a setting".formatted(workload.kindAndName(), name));
        });
    }

    /** The name depends on the content, so changed settings cause a rollout. */
    private static boolean hasItsSettings(Workload workload) {
        return workload.container()
                .path("envFrom")
                .valueStream()
                .allMatch(source -> workload.configMap(source).isPresent()
                        && NAMED_BY_ITS_CONTENT
                                .matcher(
                                        source.path("configMapRef").path("name").asString(""))
                                .matches());
    }

    private static boolean sharesNothing(Workload workload) {
        return Stream.of("hostNetwork", "hostPID", "hostIPC").noneMatch(workload.pod()::has)
                && !workload.pod().path("hostUsers").asBoolean(false)
                && workload.container()
                        .path("ports")
                        .valueStream()
                        .noneMatch(port -> port.has("hostPort") || port.has("hostIP"))
                && workload.pod()
                        .path("volumes")
                        .valueStream()
                        .allMatch(volume -> Stream.of("configMap", "emptyDir", "projected", "secret")
                                .anyMatch(volume::has));
    }

    private static boolean writesTmp(Workload workload) {
        List<JsonNode> writable = workload.container()
                .path("volumeMounts")
                .valueStream()
                .filter(mount -> !mount.path("readOnly").asBoolean(false))
                .toList();
        return writable.equals(workload.mounts("emptyDir").toList())
                && writable.size() == 1
                && writable.get(0).path("mountPath").asString("").equals("/tmp")
                && workload.pod()
                        .path("volumes")
                        .valueStream()
                        .filter(volume -> volume.has("emptyDir"))
                        .allMatch(volume -> volume.path("emptyDir").has("sizeLimit"));
    }

    private static boolean hasResources(Workload workload) {
        JsonNode resources = workload.container().path("resources");
        JsonNode requests = resources.path("requests");
        return requests.has("cpu")
                && requests.has("memory")
                && requests.path("memory").equals(resources.path("limits").path("memory"));
    }

    /** The replicas never have access to the password of the account that owns the tables. */
    private static boolean hasItsSecrets(Workload workload) {
        List<String> names = workload.secrets();
        List<JsonNode> volumes = workload.pod()
                .path("volumes")
                .valueStream()
                .filter(volume -> volume.has("secret") || volume.has("projected"))
                .toList();
        if (!workload.isInProduction()) {
            return volumes.isEmpty();
        }
        String folder = workload.environment().getOrDefault("SECRETS_DIR", "");
        return volumes.size() == 1
                && names.size() == (workload.serves() ? 1 : 2)
                && names.get(names.size() - 1).endsWith("-migrate") == !workload.serves()
                && Manifests.is(
                        volumes.get(0), (workload.serves() ? ONE_SECRET : TWO_SECRETS).formatted(names.toArray()))
                && workload.mounts("secret", "projected")
                        .toList()
                        .equals(List.of(Manifests.json(MOUNTED.formatted(folder))));
    }

    private static boolean hasItsCertificate(Workload workload) {
        return CERTIFICATE
                .matcher(workload.environment().getOrDefault("DB_URL", ""))
                .results()
                .allMatch(folder -> workload.mounts("configMap")
                        .anyMatch(mount -> mount.path("mountPath").asString("").equals(folder.group(1))));
    }
}
