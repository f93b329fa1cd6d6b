package org.backendcore.cluster;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.custom.QuantityFormatException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The schemas of Kubernetes' API, in the form of the classes generated from its OpenAPI: no unknown field, no missing
 * required field, each value of its type. Values of strings that the OpenAPI only describes in prose are in
 * {@link #CHOICES}.
 */
final class Schemas {
    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1/ConfigMap", V1ConfigMap.class,
            "v1/Service", V1Service.class,
            "apps/v1/Deployment", V1Deployment.class,
            "autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
            "batch/v1/Job", V1Job.class,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class);

    private static final Map<String, Set<String>> CHOICES = Map.of(
            "action", Set.of("FailIndex", "FailJob", "Ignore", "Count"),
            "imagePullPolicy", Set.of("Always", "IfNotPresent", "Never"),
            "operator", Set.of("In", "NotIn", "Exists", "DoesNotExist"),
            "policyTypes", Set.of("Ingress", "Egress"),
            "protocol", Set.of("TCP", "UDP", "SCTP"),
            "restartPolicy", Set.of("Always", "OnFailure", "Never"),
            "unhealthyPodEvictionPolicy", Set.of("AlwaysAllow", "IfHealthyBudget"),
            "whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway"));

    private Schemas() {}

    /** The problems of an object; empty if it is valid. */
    static Stream<String> problems(JsonNode object) {
        String kind = "%s/%s"
                .formatted(
                        object.path("apiVersion").asString(""),
                        object.path("kind").asString(""));
        Class<?> type = KINDS.get(kind);
        if (type == null) {
            return Stream.of("%s is not a known kind".formatted(kind));
        }
        return Stream.concat(ofTheSchema(object, type).stream(), choices(object))
                .map(problem -> "%s: %s".formatted(Manifests.kindAndName(object), problem));
    }

    private static Optional<String> ofTheSchema(JsonNode object, Class<?> type) {
        String text = object.toString();
        try {
            Object read = JSON.getGson().fromJson(text, type);
            return difference("", JsonParser.parseString(text), JSON.getGson().toJsonTree(read));
        } catch (IllegalArgumentException | JsonParseException | QuantityFormatException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * The classes accept "3" as a number, and Kubernetes does not; they write back the parsed object in its correct
     * form.
     */
    private static Optional<String> difference(String path, JsonElement given, @Nullable JsonElement read) {
        if (read != null && given.isJsonObject() && read.isJsonObject()) {
            JsonObject other = read.getAsJsonObject();
            return given.getAsJsonObject().entrySet().stream()
                    .flatMap(field ->
                            difference(path + "." + field.getKey(), field.getValue(), other.get(field.getKey()))
                                    .stream())
                    .findFirst();
        }
        if (read != null
                && given.isJsonArray()
                && read.isJsonArray()
                && given.getAsJsonArray().size() == read.getAsJsonArray().size()) {
            return IntStream.range(0, given.getAsJsonArray().size())
                    .boxed()
                    .flatMap(index -> difference(
                            "%s[%s]".formatted(path, index),
                            given.getAsJsonArray().get(index),
                            read.getAsJsonArray().get(index))
                            .stream())
                    .findFirst();
        }
        return given.equals(read)
                ? Optional.empty()
                : Optional.of("%s is %s, but must be of the type of %s".formatted(path, given, read));
    }

    private static Stream<String> choices(JsonNode node) {
        Stream<String> here = node.propertyStream()
                .filter(field -> CHOICES.containsKey(field.getKey()))
                .flatMap(field -> texts(field.getValue())
                        .filter(value ->
                                !CHOICES.getOrDefault(field.getKey(), Set.of()).contains(value))
                        .map(value -> "%s is '%s'".formatted(field.getKey(), value)));
        return Stream.concat(here, node.valueStream().flatMap(Schemas::choices));
    }

    private static Stream<String> texts(JsonNode value) {
        return value.isArray() ? value.valueStream().map(JsonNode::asString) : Stream.of(value.asString(""));
    }
}
