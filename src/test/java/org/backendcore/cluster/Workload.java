package org.backendcore.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A pod template with one container.
 *
 * @param object the object with the template
 * @param manifests the manifests that it is rendered with
 */
record Workload(JsonNode object, Manifests manifests) {
    private static final Pattern SECONDS = Pattern.compile("(\\d+) ?s");

    String kindAndName() {
        return Manifests.kindAndName(object);
    }

    String name() {
        return object.path("metadata").path("name").asString("");
    }

    JsonNode template() {
        return object.path("spec").path("template");
    }

    JsonNode pod() {
        return template().path("spec");
    }

    JsonNode container() {
        return pod().path("containers").path(0);
    }

    /** Whether these are the replicas and not the migration Job. */
    boolean serves() {
        return object.path("kind").asString("").equals("Deployment");
    }

    /** The values of its ConfigMap and of its own variables, which take precedence. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        container()
                .path("envFrom")
                .valueStream()
                .flatMap(source -> configMap(source).stream())
                .flatMap(map -> map.path("data").propertyStream())
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asString("")));
        container()
                .path("env")
                .valueStream()
                .forEach(variable -> environment.put(
                        variable.path("name").asString(""),
                        variable.path("value").asString("")));
        return environment;
    }

    /** Empty if it is not rendered with the workload. */
    Optional<JsonNode> configMap(JsonNode source) {
        return manifests
                .ofKind("ConfigMap")
                .filter(map -> map.path("metadata")
                        .path("name")
                        .equals(source.path("configMapRef").path("name")))
                .findFirst();
    }

    boolean isInProduction() {
        return "prod".equals(environment().get("MP_CONFIG_PROFILE"));
    }

    KnownSettings settings() {
        return KnownSettings.in(environment());
    }

    /** The value of the setting, or its default. */
    String setting(String name) {
        return settings().values().getOrDefault(name, "");
    }

    /** The same, in seconds; zero if there is no profile and therefore no default. */
    Duration duration(String name) {
        String value = setting(name);
        if (value.isEmpty()) {
            return Duration.ZERO;
        }
        Matcher matcher = SECONDS.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("%s is not a number of seconds".formatted(name));
        }
        return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    }

    /** The names of its secrets. */
    List<String> secrets() {
        return pod().path("volumes")
                .valueStream()
                .flatMap(volume -> Stream.concat(
                        Stream.of(volume.path("secret").path("secretName")),
                        volume.path("projected")
                                .path("sources")
                                .valueStream()
                                .map(source -> source.path("secret").path("name"))))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }

    JsonNode labels() {
        return template().path("metadata").path("labels");
    }

    /**
     * The object of that kind that selects its pods; also empty if there are several, because their permissions add up.
     */
    Optional<JsonNode> selectedBy(String kind, String... path) {
        List<JsonNode> all = manifests.ofKind(kind).toList();
        return all.stream()
                .filter(selecting -> all.size() == 1)
                .filter(selecting -> {
                    JsonNode selector = selecting.path("spec");
                    for (String step : path) {
                        selector = selector.path(step);
                    }
                    return hasLabels(selector);
                })
                .findFirst();
    }

    /** An empty selector would select all pods. */
    boolean hasLabels(JsonNode some) {
        return !some.isEmpty()
                && some.propertyStream().allMatch(label -> label.getValue().equals(labels().path(label.getKey())));
    }

    /** The mounts of its volumes of that kind. */
    Stream<JsonNode> mounts(String... kinds) {
        return pod().path("volumes")
                .valueStream()
                .filter(volume -> Stream.of(kinds).anyMatch(volume::has))
                .flatMap(volume -> container()
                        .path("volumeMounts")
                        .valueStream()
                        .filter(mount -> mount.path("name").equals(volume.path("name"))));
    }
}
