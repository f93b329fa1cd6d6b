package org.backendcore.cluster;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The Kubernetes objects of one YAML text.
 *
 * @param objects in the order of the text
 */
record Manifests(List<JsonNode> objects) {
    /** As strict as Kubernetes' own parser: a duplicate key is rejected. */
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

    /** The objects with a pod template: the replicas and the migration Job. */
    Stream<JsonNode> workloads() {
        return objects.stream().filter(object -> object.path("spec").has("template"));
    }

    /** Whether it equals that JSON exactly. */
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
