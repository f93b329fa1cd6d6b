package org.backendcore.infrastructure.settings;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks every setting of the {@link Catalogue}, and collects all that is wrong before it says anything. */
final class SettingsCheck {
    /** What a decoder puts where bytes are not text (Unicode, section 3.9). */
    private static final String REPLACEMENT = "\uFFFD";

    private static final String NOT_TEXT =
            "must be UTF-8 text, and the server must run in a UTF-8 locale, such as LC_ALL=C.UTF-8";

    /** A secret in the WAR is published, and one among the system properties stands in the list of processes. */
    private static final Set<Origin.Kind> SAFE = EnumSet.of(Origin.Kind.SECRET_FILE, Origin.Kind.ENVIRONMENT);

    private final Sources sources;
    private final Profile profile;
    private final List<String> problems = new ArrayList<>();

    SettingsCheck(Sources sources) {
        this.sources = sources;
        this.profile = profile(sources);
    }

    /** In the order of the catalogue. */
    List<String> problems() {
        return problems;
    }

    /** The profile that the sources name or probably mean, else prod: rather too many problems than too few. */
    private static Profile profile(Sources sources) {
        Setting<Profile> setting = Catalogue.PROFILE;
        Rule<Profile> rule = setting.rule(Profile.PROD);
        return sources.value(setting.key())
                .map(Value::text)
                .flatMap(text -> rule.parse(text).or(() -> rule.suggestion(text).flatMap(rule::parse)))
                .orElse(Profile.PROD);
    }

    /** The value that counts; empty where there is none, or where it is a problem. */
    <T> Optional<T> read(Setting<T> setting) {
        Rule<T> rule = setting.rule(profile);
        Optional<Value> found = sources.value(setting.key());
        if (found.isEmpty()) {
            if (setting.required().contains(profile)) {
                add(setting, "is not set", requires(setting) + rule.words());
            }
            return setting.defaultIn(profile).flatMap(rule::parse);
        }
        Value value = found.orElseThrow();
        if (value.text().isBlank()) {
            if (setting.required().contains(profile)
                    || setting.defaultIn(profile).isPresent()) {
                add(setting, "is empty (%s)".formatted(value.origin()), rule.words());
            }
            return Optional.empty();
        }
        if (value.text().contains(REPLACEMENT)) {
            add(setting, is(setting, value), NOT_TEXT);
            return Optional.empty();
        }
        if (!origins(setting).contains(value.origin().kind())) {
            add(setting, is(setting, value), "must not come from there");
            return Optional.empty();
        }
        Optional<T> parsed = rule.parse(value.text());
        if (parsed.isEmpty()) {
            add(setting, is(setting, value), rule.words() + suggestion(setting, rule, value.text()));
        }
        return parsed;
    }

    /** A password, which must also not be the name of its account. */
    void readPassword(Setting<Secret> setting, Optional<String> user) {
        Optional<Secret> password = read(setting);
        if (profile == Profile.PROD
                && password.isPresent()
                && password.map(Secret::reveal).equals(user)) {
            sources.value(setting.key())
                    .ifPresent(value -> add(
                            setting, is(setting, value), setting.rule(profile).words()));
        }
    }

    /** Of two settings, both or none. */
    void pair(Setting<?> one, Setting<?> other) {
        lonely(one, other);
        lonely(other, one);
    }

    private void lonely(Setting<?> missing, Setting<?> present) {
        if (!isSet(missing) && isSet(present)) {
            add(missing, "is not set", "must be, because '%s' is".formatted(present.key()));
        }
    }

    private boolean isSet(Setting<?> setting) {
        return sources.value(setting.key())
                .filter(value -> !value.text().isBlank())
                .isPresent();
    }

    private static String is(Setting<?> setting, Value value) {
        return setting.shown(value.text())
                .map(shown -> "is '%s' (%s)".formatted(shown, value.origin()))
                .orElse("has a value (%s)".formatted(value.origin()));
    }

    private void add(Setting<?> setting, String is, String rule) {
        problems.add("'%s' %s, but %s; set %s".formatted(setting.key(), is, rule, where(setting)));
    }

    private String requires(Setting<?> setting) {
        return setting.required().size() == Profile.values().length
                ? ""
                : "is required in %s and ".formatted(profile.key());
    }

    private String suggestion(Setting<?> setting, Rule<?> rule, String text) {
        return setting.secret()
                ? ""
                : rule.suggestion(text)
                        .map(legal -> ": did you mean '%s'?".formatted(legal))
                        .orElse("");
    }

    private Set<Origin.Kind> origins(Setting<?> setting) {
        return setting.secret() && profile == Profile.PROD ? SAFE : setting.origins();
    }

    private String where(Setting<?> setting) {
        Set<Origin.Kind> origins = origins(setting);
        List<String> places = Stream.of(
                        new Origin(Origin.Kind.ENVIRONMENT, setting.environmentName()),
                        new Origin(Origin.Kind.SYSTEM_PROPERTY, setting.key()),
                        new Origin(Origin.Kind.SECRET_FILE, setting.key() + " in SECRETS_DIR"))
                .filter(place -> origins.contains(place.kind()))
                .map(place -> "the " + place)
                .toList();
        return String.join(" or ", places);
    }
}
