package org.backendcore.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What holds between the manifests, and between them and the server, so that a rollout and a lost node lose no request. */
final class RolloutRules {
    /** What a stop may take after HTTP_DRAIN: docs/operations.md. */
    private static final Duration STOP = Duration.ofSeconds(60);

    /** What a start may take besides DB_START_TIMEOUT, on a busy node. */
    private static final Duration START = Duration.ofSeconds(60);

    /** Of PostgreSQL's own max_connections, 100, three are for superusers, and one is for who migrates. */
    private static final int CONNECTIONS = 96;

    private static final Map<String, String> PATHS = Map.of(
            "startupProbe", "/health/started",
            "livenessProbe", "/health/live",
            "readinessProbe", "/health/ready");

    /** By what they say when they are broken. */
    private static final Map<String, Predicate<Workload>> OF_THE_REPLICAS = Map.ofEntries(
            Map.entry("are probed at the paths of their probes, on their port", RolloutRules::probes),
            Map.entry(
                    "have longer to start than a start waits for the database",
                    workload -> budget(workload.container().path("startupProbe"))
                                    .compareTo(workload.duration("DB_START_TIMEOUT", "30s")
                                            .plus(START))
                            > 0),
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
                    "go on as before until every node knows that they stop (preStop)",
                    workload -> preStop(workload).toSeconds() > 0),
            Map.entry(
                    "drain for longer than it takes to see that they are not ready",
                    workload -> !workload.isInProduction()
                            || drain(workload)
                                            .compareTo(
                                                    budget(workload.container().path("readinessProbe")))
                                    > 0),
            Map.entry(
                    "are replaced one by one, the new one first",
                    workload -> rolling(workload, "maxUnavailable") == 0 && rolling(workload, "maxSurge") > 0),
            Map.entry(
                    "do not own the tables (no DB_MIGRATE_USER)",
                    workload -> !workload.environment().containsKey("DB_MIGRATE_USER")),
            Map.entry("are spread over nodes and zones", RolloutRules::spread),
            Map.entry("have as many connections as PostgreSQL gives", workload -> connections(workload) <= CONNECTIONS),
            Map.entry(
                    "are counted either by the autoscaler or by the Deployment",
                    workload ->
                            workload.manifests().one("HorizontalPodAutoscaler").isPresent()
                                    != workload.object().path("spec").has("replicas")),
            Map.entry("are found by the Service, at their port", RolloutRules::service),
            Map.entry("may be evicted one by one", RolloutRules::disruption),
            Map.entry("may be reached, and may reach the database, and nothing else", RolloutRules::network));

    private static final Map<String, Predicate<Workload>> OF_WHO_MIGRATES = Map.of(
            "run once, as the owner of the tables",
            workload -> workload.container().path("args").toString().equals("[\"migrate\"]")
                    && workload.environment().containsKey("DB_MIGRATE_USER")
                    && workload.pod().path("restartPolicy").asString("").equals("Never"),
            "are not tried again where that cures nothing (podFailurePolicy: 64, 70, 78)",
            workload -> workload.object()
                    .path("spec")
                    .path("podFailurePolicy")
                    .path("rules")
                    .valueStream()
                    .filter(rule -> rule.path("action").asString("").equals("FailJob"))
                    .anyMatch(rule ->
                            rule.path("onExitCodes").path("values").toString().equals("[64,70,78]")));

    private RolloutRules() {}

    static Stream<String> problems(Workload workload) {
        Map<String, Predicate<Workload>> rules = workload.serves() ? OF_THE_REPLICAS : OF_WHO_MIGRATES;
        return rules.entrySet().stream()
                .filter(rule -> !rule.getValue().test(workload))
                .map(rule -> "%s must be so that its pods %s".formatted(workload.name(), rule.getKey()));
    }

    private static boolean probes(Workload workload) {
        int port = Integer.parseInt(workload.environment().getOrDefault("HTTP_PORT", "8080"));
        JsonNode declared = workload.container().path("ports").path(0);
        return declared.path("containerPort").asInt(0) == port
                && PATHS.entrySet().stream()
                        .allMatch(probe -> workload.container()
                                .path(probe.getKey())
                                .path("httpGet")
                                .toString()
                                .equals("{\"path\":\"%s\",\"port\":\"%s\"}"
                                        .formatted(
                                                probe.getValue(),
                                                declared.path("name").asString(""))));
    }

    /** How long it may fail until that counts. */
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
        return workload.duration("HTTP_DRAIN", workload.isInProduction() ? "10s" : "0s");
    }

    private static int rolling(Workload workload, String field) {
        return workload.object()
                .path("spec")
                .path("strategy")
                .path("rollingUpdate")
                .path(field)
                .asInt(-1);
    }

    private static boolean spread(Workload workload) {
        return workload.pod()
                .path("topologySpreadConstraints")
                .valueStream()
                .filter(constraint -> selects(constraint.path("labelSelector"), workload))
                .map(constraint -> constraint.path("topologyKey").asString(""))
                .toList()
                .containsAll(Set.of("kubernetes.io/hostname", "topology.kubernetes.io/zone"));
    }

    /** At their most, during a rollout. */
    private static int connections(Workload workload) {
        int replicas = workload.manifests()
                .one("HorizontalPodAutoscaler")
                .map(scaler -> scaler.path("spec").path("maxReplicas"))
                .orElse(workload.object().path("spec").path("replicas"))
                .asInt(1);
        int pool = Integer.parseInt(workload.environment().getOrDefault("DB_POOL_MAX_SIZE", "10"));
        return (replicas + rolling(workload, "maxSurge")) * pool;
    }

    private static boolean service(Workload workload) {
        return workload.manifests()
                .one("Service")
                .filter(service -> isPartOf(service.path("spec").path("selector"), labels(workload)))
                .filter(service -> service.path("spec")
                        .path("ports")
                        .path(0)
                        .path("targetPort")
                        .equals(workload.container().path("ports").path(0).path("name")))
                .isPresent();
    }

    private static boolean disruption(Workload workload) {
        return workload.manifests()
                .one("PodDisruptionBudget")
                .filter(budget -> selects(budget.path("spec").path("selector"), workload))
                .filter(budget -> budget.path("spec").path("maxUnavailable").asInt(0) == 1)
                .isPresent();
    }

    private static boolean network(Workload workload) {
        return workload.manifests()
                .one("NetworkPolicy")
                .map(policy -> policy.path("spec"))
                .filter(policy -> selects(policy.path("podSelector"), workload))
                .filter(policy -> policy.path("policyTypes").toString().equals("[\"Ingress\",\"Egress\"]"))
                .filter(policy -> policy.path("ingress").path(0).has("from"))
                .filter(policy ->
                        policy.path("ingress").path(0).path("ports").toString().equals("[{\"port\":\"http\"}]"))
                .filter(policy -> policy.path("egress")
                        .valueStream()
                        .anyMatch(to -> to.path("ports").toString().equals("[{\"port\":5432}]")))
                .isPresent();
    }

    private static boolean selects(JsonNode selector, Workload workload) {
        return isPartOf(selector.path("matchLabels"), labels(workload));
    }

    private static JsonNode labels(Workload workload) {
        return workload.template().path("metadata").path("labels");
    }

    private static boolean isPartOf(JsonNode some, JsonNode all) {
        return !some.isEmpty()
                && some.propertyStream().allMatch(label -> label.getValue().equals(all.path(label.getKey())));
    }
}
