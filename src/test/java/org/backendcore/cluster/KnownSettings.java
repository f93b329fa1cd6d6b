package org.backendcore.cluster;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.backendcore.cli.Checked;

/**
 * The settings, as {@code bin/backend-core settings --json} prints them.
 *
 * @param values by environment variable, with the catalogue's defaults for unset ones; empty if there is none
 * @param secrets the names that no manifest may contain
 */
record KnownSettings(Map<String, String> values, Set<String> secrets) {

    static KnownSettings in(Map<String, String> environment) {
        Checked checked = Checked.nothing();
        environment.forEach(checked::with);
        // Its directory does not exist here.
        checked.without("SECRETS_DIR");
        Map<String, String> values = new HashMap<>();
        Set<String> secrets = new HashSet<>();
        try (JsonReader reader = Json.createReader(
                new StringReader(checked.run("settings", "--json").output()))) {
            for (JsonObject setting : reader.readArray().getValuesAs(JsonObject.class)) {
                String name = setting.getString("environment");
                values.put(name, setting.getString("value", ""));
                if (setting.getBoolean("secret")) {
                    secrets.add(name);
                }
            }
        }
        return new KnownSettings(values, secrets);
    }
}
