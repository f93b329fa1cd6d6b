package org.backendcore.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The rules between the manifests, and between them and the server, so that a rollout or a lost node loses no request.
 */
final class RolloutRules {
    /** The maximum time of a stop after HTTP_DRAIN: docs/operations/README.md. */
    private static final Duration STOP = Duration.ofSeconds(60);

    /** The maximum time of a start besides DB_START_TIMEOUT, on a busy node. */
    private static final Duration START = Duration.ofSeconds(60);

    /** Anything shorter may be temporary. */
    private static final Duration HANGS = Duration.ofSeconds(30);

    /**
     * Of PostgreSQL's default max_connections, 100, three are reserved for superusers, and one is for the migration
     * Job.
     */
    private static final int CONNECTIONS = 96;

    private static final Map<String, String> PATHS = Map.of(
            "startupProbe", "/health/started",
            "livenessProbe", "/health/live",
            "readinessProbe", "/health/ready");

    private static final String CPU = """
            [{"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}}}]
            """;

    private static final String RESTART_CURES_NOTHING = """
            [{"action": "FailJob", "onExitCodes": {"containerName": "migrate", "operator": "In", "values": [64, 70, 78]}},
             {"action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget", "status": "True"}]}]
            """;

    private static final Pattern PORT_OF_DB_URL = Pattern.compile("jdbc:postgresql://[^/:]+:(\\d+)/.*");

    private static final String PORTS_OF_DNS = """
            [{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}]
            """;

    private static final String PORT_OF_POSTGRESQL = "5432";

    /** Shorter prefixes would cover large parts of the address space. */
    private static final int SHORTEST_PREFIX = 8;

    /** By the message for a violation. */
    private static final Map<String, Predicate<Workload>> OF_BOTH = Map.of(
            "are those that it selects",
            workload -> !workload.object().path("spec").has("selector")
                    || workload.hasLabels(
                            workload.object().path("spec").path("selector").path("matchLabels")),
            "can reach the database, and nothing else",
            workload -> policy(workload)
                    .filter(policy -> toNamesAndTheDatabase(policy.path("egress"), workload))
                    .isPresent());

    private static final Map<String, Predicate<Workload>> OF_THE_REPLICAS = Map.ofEntries(
            Map.entry("are probed at the paths of their probes, on their port", RolloutRules::probes),
            Map.entry(
                    "have more time to start than a start waits for the database",
                    workload -> budget(workload.container().path("startupProbe"))
                                    .compareTo(workload.duration("DB_START_TIMEOUT")
                                            .plus(START))
                            > 0),
            Map.entry(
                    "are restarted when they hang, but not after a brief pause",
                    workload ->
                            budget(workload.container().path("livenessProbe")).compareTo(HANGS) > 0),
            Map.entry(
                    "have preStop, HTTP_DRAIN and 60 s before SIGKILL (terminationGracePeriodSeconds)",
                    workload -> Duration.ofSeconds(workload.pod()
                                            .path("terminationGracePeriodSeconds")
                                            .asLong(30))
                                    .compareTo(preStop(workload)
                                            .plus(drain(workload))
                                            .plus(STOP))
                            >= 0),
            Map.entry(
                    "keep serving until every node knows that they are stopping (preStop)",
                    workload -> preStop(workload).toSeconds() > 0),
            Map.entry(
                    "drain for longer than it takes to notice that they are not ready",
                    workload -> !workload.isInProduction()
                            || drain(workload)
                                            .compareTo(
                                                    budget(workload.container().path("readinessProbe")))
                                    > 0),
            Map.entry(
                    "are replaced one by one, the new one first",
                    workload -> Manifests.is(
                            workload.object().path("spec").path("strategy"),
                            "{\"type\": \"RollingUpdate\", \"rollingUpdate\": {\"maxSurge\": 1, \"maxUnavailable\": 0}}")),
            Map.entry("are spread over nodes and zones", RolloutRules::spread),
            Map.entry(
                    "have no more connections than PostgreSQL allows, even during a rollout",
                    workload -> connections(workload) <= CONNECTIONS),
            Map.entry("are scaled by one object: the autoscaler or the Deployment", RolloutRules::counted),
            Map.entry("are reached through the Service, at their port, only inside the cluster", RolloutRules::service),
            Map.entry(
                    "can be evicted one by one",
                    workload -> workload.selectedBy("PodDisruptionBudget", "selector", "matchLabels")
                            .filter(budget ->
                                    budget.path("spec").path("maxUnavailable").asInt(0) == 1)
                            .isPresent()),
            Map.entry(
                    "can be reached only by the ingress",
                    workload -> policy(workload)
                            .filter(policy -> fromTheIngress(policy.path("ingress")))
                            .isPresent()),
            Map.entry(
                    "do not own the tables (no DB_MIGRATE_USER)",
                    workload -> !workload.environment().containsKey("DB_MIGRATE_USER")));

    private static final Map<String, Predicate<Workload>> OF_WHO_MIGRATES = Map.of(
            "run once, as the owner of the tables",
            workload -> Manifests.is(workload.container().path("args"), "[\"migrate\"]")
                    && workload.environment().containsKey("DB_MIGRATE_USER")
                    && workload.pod().path("restartPolicy").asString("").equals("Never"),
            "are not retried where that cannot help (podFailurePolicy: 64, 70, 78)",
            workload -> Manifests.is(
                            workload.object()
                                    .path("spec")
                                    .path("podFailurePolicy")
                                    .path("rules"),
                            RESTART_CURES_NOTHING)
                    && workload.container().path("name").asString("").equals("migrate"),
            "cannot be reached from anywhere",
            workload ->
                    policy(workload).filter(policy -> !policy.has("ingress")).isPresent());

    private RolloutRules() {}

    static Stream<String> problems(Workload workload) {
        return Stream.of(OF_BOTH, workload.serves() ? OF_THE_REPLICAS : OF_WHO_MIGRATES)
                .flatMap(rules -> rules.entrySet().stream())
                .filter(rule -> !rule.getValue().test(workload))
                .map(rule -> "%s must ensure that its pods %s".formatted(workload.kindAndName(), rule.getKey()));
    }

    private static boolean probes(Workload workload) {
        int port = Integer.parseInt(workload.setting("HTTP_PORT"));
        JsonNode declared = workload.container().path("ports").path(0);
        return declared.path("containerPort").asInt(0) == port
                && PATHS.entrySet().stream()
                        .allMatch(probe -> Manifests.is(
                                workload.container().path(probe.getKey()).path("httpGet"),
                                "{\"path\": \"%s\", \"port\": %s}".formatted(probe.getValue(), declared.path("name"))));
    }

    /** How long it may fail before that has consequences. */
    private static Duration budget(JsonNode probe) {
        return Duration.ofSeconds(probe.path("periodSeconds").asLong(10)
                        * probe.path("failureThreshold").asLong(3)
                + probe.path("timeoutSeconds").asLong(1));
    }

    private static Duration preStop(Workload workload) {
        return Duration.ofSeconds(workload.container()
                .path("lifecycle")
                .path("preStop")
                .path("sleep")
                .path("seconds")
                .asLong(0));
    }

    private static Duration drain(Workload workload) {
        return workload.duration("HTTP_DRAIN");
    }

    private static boolean spread(Workload workload) {
        return workload.pod()
                .path("topologySpreadConstraints")
                .valueStream()
                .filter(constraint ->
                        workload.hasLabels(constraint.path("labelSelector").path("matchLabels")))
                .map(constraint -> constraint.path("topologyKey").asString(""))
                .toList()
                .containsAll(Set.of("kubernetes.io/hostname", "topology.kubernetes.io/zone"));
    }

    /** The maximum: a rollout does not wait for terminating pods, so all of them may still exist. */
    private static int connections(Workload workload) {
        int replicas = autoscaler(workload)
                .map(scaler -> scaler.path("maxReplicas"))
                .orElse(workload.object().path("spec").path("replicas"))
                .asInt(1);
        int pool = Integer.parseInt(workload.setting("DB_POOL_MAX_SIZE"));
        int watch = 1;
        return (2 * replicas + 1) * (pool + watch);
    }

    /** Without a number in the Deployment, a workload that is not scaled has one replica. */
    private static boolean counted(Workload workload) {
        String target =
                "{\"apiVersion\": \"apps/v1\", \"kind\": \"Deployment\", \"name\": \"%s\"}".formatted(workload.name());
        return autoscaler(workload)
                .map(scaler -> Manifests.is(scaler.path("scaleTargetRef"), target)
                        && Manifests.is(scaler.path("metrics"), CPU)
                        && scaler.path("minReplicas").asInt(1) >= 3
                        && !workload.object().path("spec").has("replicas"))
                .orElse(workload.object().path("spec").has("replicas"));
    }

    private static Optional<JsonNode> autoscaler(Workload workload) {
        return workload.manifests()
                .ofKind("HorizontalPodAutoscaler")
                .findFirst()
                .map(scaler -> scaler.path("spec"));
    }

    private static boolean service(Workload workload) {
        return workload.selectedBy("Service", "selector")
                .map(service -> service.path("spec"))
                .filter(service -> !service.has("type") && !service.has("externalIPs"))
                .filter(service -> service.path("ports")
                        .path(0)
                        .path("targetPort")
                        .equals(workload.container().path("ports").path(0).path("name")))
                .isPresent();
    }

    private static Optional<JsonNode> policy(Workload workload) {
        return workload.selectedBy("NetworkPolicy", "podSelector", "matchLabels")
                .map(policy -> policy.path("spec"))
                .filter(policy -> Manifests.is(policy.path("policyTypes"), "[\"Ingress\", \"Egress\"]"));
    }

    private static boolean toNamesAndTheDatabase(JsonNode egress, Workload workload) {
        Matcher port = PORT_OF_DB_URL.matcher(workload.setting("DB_URL"));
        return egress.size() == 2
                && Manifests.is(egress.path(0).path("ports"), PORTS_OF_DNS)
                && Manifests.is(
                        egress.path(1).path("ports"),
                        "[{\"port\": %s}]".formatted(port.matches() ? port.group(1) : PORT_OF_POSTGRESQL))
                && egress.valueStream().allMatch(rule -> areNamed(rule.path("to")));
    }

    private static boolean fromTheIngress(JsonNode ingress) {
        return ingress.size() == 1
                && Manifests.is(ingress.path(0).path("ports"), "[{\"port\": \"http\"}]")
                && areNamed(ingress.path(0).path("from"));
    }

    /** An empty list would allow all peers. */
    private static boolean areNamed(JsonNode peers) {
        return !peers.isEmpty()
                && peers.valueStream()
                        .flatMap(JsonNode::propertyStream)
                        .allMatch(peer -> peer.getKey().equals("ipBlock")
                                ? prefix(peer.getValue().path("cidr").asString("")) >= SHORTEST_PREFIX
                                : !peer.getValue().path("matchLabels").isEmpty()
                                        && !peer.getValue().has("matchExpressions"));
    }

    private static int prefix(String cidr) {
        return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    }
}
