package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Every setting, valid or not, with the part of its value that may be shown, in the order of the catalogue. */
public record SettingsListing(List<Line> lines) {

    /**
     * One setting.
     *
     * @param set whether a source has a value
     * @param value the part of it that may be shown; empty if there is none
     * @param source the source of the value
     * @param overrides the sources whose values it hides, strongest first
     */
    public record Line(
            String key,
            String environmentName,
            boolean secret,
            boolean set,
            Optional<String> value,
            Optional<Origin> source,
            List<Origin> overrides) {}

    public static SettingsListing of(Iterable<ConfigSource> strongestFirst) {
        Sources sources = Sources.of(strongestFirst);
        return new SettingsListing(
                Catalogue.ALL.stream().map(setting -> line(setting, sources)).toList());
    }

    private static Line line(Setting<?> setting, Sources sources) {
        List<Value> values = sources.values(setting.key());
        List<Origin> origins = values.stream().map(Value::origin).toList();
        return new Line(
                setting.key(),
                setting.environmentName(),
                setting.secret(),
                !values.isEmpty(),
                values.stream()
                        .findFirst()
                        .flatMap(value -> setting.shown(value.text()))
                        .filter(shown -> !sources.holdSecretOf(shown)),
                origins.stream().findFirst(),
                origins.stream().skip(1).toList());
    }
}
