package org.backendcore.cluster;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Objects of Kubernetes, as one YAML text has them.
 *
 * @param objects in its order
 */
record Manifests(List<JsonNode> objects) {
    /** As strict as Kubernetes' own reader: a key that stands there twice is refused. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static Manifests of(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return new Manifests(documents.readAll());
        }
    }

    Stream<JsonNode> ofKind(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asString("").equals(kind));
    }

    /** What has a template of pods: the replicas, and who migrates. */
    Stream<JsonNode> workloads() {
        return objects.stream().filter(object -> object.path("spec").has("template"));
    }

    /** Whether it is what that JSON says, no more and no less. */
    static boolean is(JsonNode node, String json) {
        return node.equals(json(json));
    }

    static JsonNode json(String text) {
        return YAML.readTree(text);
    }

    static String kindAndName(JsonNode object) {
        return "%s %s"
                .formatted(
                        object.path("kind").asString(""),
                        object.path("metadata").path("name").asString(""));
    }
}
