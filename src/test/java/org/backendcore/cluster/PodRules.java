package org.backendcore.cluster;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What holds for every pod of ours, whoever started it: what it may do, and what it is told. */
final class PodRules {
    private static final Pattern RELEASE = Pattern.compile(".+:(?!latest$)[^:/]+");

    /** By what they say when they are broken. */
    private static final Map<String, Predicate<Workload>> RULES = Map.ofEntries(
            Map.entry(
                    "has one container",
                    workload -> workload.pod().path("containers").size() == 1),
            Map.entry(
                    "takes no variables of other services (enableServiceLinks: false)",
                    workload -> isFalse(workload.pod().path("enableServiceLinks"))),
            Map.entry(
                    "has no token of Kubernetes (automountServiceAccountToken: false)",
                    workload -> isFalse(workload.pod().path("automountServiceAccountToken"))),
            Map.entry(
                    "is not root (runAsNonRoot, and a number in runAsUser)",
                    workload -> workload.pod()
                                    .path("securityContext")
                                    .path("runAsNonRoot")
                                    .asBoolean(false)
                            && workload.pod()
                                            .path("securityContext")
                                            .path("runAsUser")
                                            .asInt(0)
                                    > 0),
            Map.entry(
                    "is under the runtime's seccomp profile",
                    workload -> workload.pod()
                            .path("securityContext")
                            .path("seccompProfile")
                            .path("type")
                            .asString("")
                            .equals("RuntimeDefault")),
            Map.entry(
                    "gains no privileges (allowPrivilegeEscalation: false)",
                    workload -> isFalse(security(workload).path("allowPrivilegeEscalation"))),
            Map.entry(
                    "has a root file system that it cannot write (readOnlyRootFilesystem: true)",
                    workload ->
                            security(workload).path("readOnlyRootFilesystem").asBoolean(false)),
            Map.entry(
                    "drops every capability, and adds none",
                    workload ->
                            security(workload).path("capabilities").toString().equals("{\"drop\":[\"ALL\"]}")),
            Map.entry("shares nothing with its node", PodRules::sharesNothing),
            Map.entry(
                    "can write /tmp (an emptyDir with a sizeLimit)",
                    workload -> workload.mounts("emptyDir")
                                    .anyMatch(mount ->
                                            mount.path("mountPath").asString("").equals("/tmp"))
                            && workload.pod()
                                    .path("volumes")
                                    .valueStream()
                                    .filter(volume -> volume.has("emptyDir"))
                                    .allMatch(volume -> volume.path("emptyDir").has("sizeLimit"))),
            Map.entry("asks for a processor and for all the memory that it may use", PodRules::hasResources),
            Map.entry(
                    "names the release of its image",
                    workload -> RELEASE.matcher(
                                    workload.container().path("image").asString(""))
                            .matches()),
            Map.entry("has its secrets as files in SECRETS_DIR, which it cannot write", PodRules::hasItsSecrets),
            Map.entry(
                    "is rendered with the ConfigMap that it names",
                    workload -> workload.container()
                            .path("envFrom")
                            .valueStream()
                            .allMatch(source -> workload.configMap(source).isPresent())));

    private PodRules() {}

    static Stream<String> problems(Workload workload, KnownSettings settings) {
        Stream<String> broken = RULES.entrySet().stream()
                .filter(rule -> !rule.getValue().test(workload))
                .map(rule -> "%s must be so that a pod %s".formatted(workload.name(), rule.getKey()));
        return Stream.concat(broken, ofTheEnvironment(workload, settings));
    }

    private static Stream<String> ofTheEnvironment(Workload workload, KnownSettings settings) {
        return workload.environment().keySet().stream().flatMap(name -> {
            if (settings.secrets().contains(name)) {
                return Stream.of("%s is told the secret %s, which belongs into a file of SECRETS_DIR"
                        .formatted(workload.name(), name));
            }
            return settings.names().contains(name)
                    ? Stream.of()
                    : Stream.of("%s is told %s, which is no setting".formatted(workload.name(), name));
        });
    }

    private static boolean sharesNothing(Workload workload) {
        return Stream.of("hostNetwork", "hostPID", "hostIPC").noneMatch(workload.pod()::has)
                && !security(workload).path("privileged").asBoolean(false)
                && workload.mounts("hostPath").findAny().isEmpty();
    }

    private static boolean hasResources(Workload workload) {
        JsonNode resources = workload.container().path("resources");
        JsonNode requests = resources.path("requests");
        return requests.has("cpu")
                && requests.has("memory")
                && requests.path("memory").equals(resources.path("limits").path("memory"));
    }

    private static boolean hasItsSecrets(Workload workload) {
        String folder = workload.environment().getOrDefault("SECRETS_DIR", "");
        List<JsonNode> mounts = workload.mounts("secret", "projected").toList();
        return mounts.stream()
                        .allMatch(mount -> mount.path("mountPath").asString("").equals(folder)
                                && mount.path("readOnly").asBoolean(false))
                && mounts.size() == (workload.isInProduction() ? 1 : 0);
    }

    private static JsonNode security(Workload workload) {
        return workload.container().path("securityContext");
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.asBoolean();
    }
}
