package org.backendcore.cluster;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.backendcore.manage.Checked;

/**
 * The settings catalogue, as {@code bin/backend-core settings --json} tells it.
 *
 * @param names of the environment
 * @param secrets those of them that no manifest may have
 */
record KnownSettings(Set<String> names, Set<String> secrets) {

    static KnownSettings ofTheCatalogue() {
        String listing = Checked.nothing().run("settings", "--json").output();
        try (JsonReader reader = Json.createReader(new StringReader(listing))) {
            Map<String, Boolean> secret = reader.readArray().getValuesAs(JsonObject.class).stream()
                    .collect(Collectors.toMap(
                            setting -> setting.getString("environment"), setting -> setting.getBoolean("secret")));
            return new KnownSettings(
                    secret.keySet(),
                    secret.entrySet().stream()
                            .filter(Map.Entry::getValue)
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()));
        }
    }
}
