package org.backendcore.infrastructure.settings;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks every setting of the {@link Catalogue} before one is used, so that every problem is found. */
final class SettingsCheck {
    /**
     * The replacement character that a decoder inserts for invalid bytes (Unicode, section 3.9), the byte order mark
     * that some editors put first, and NUL.
     */
    private static final Pattern NO_TEXT = Pattern.compile("[\\x{FFFD}\\x{FEFF}\\x00]");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final String NOT_A_LINE =
            "must not contain line breaks or other control characters, such as the newline that 'echo' appends";

    private static final int LONGEST = 4096;

    private static final String NOT_TEXT =
            "must be UTF-8 text without a byte order mark, and the server must run in a UTF-8 locale, such as LC_ALL=C.UTF-8";

    /** If no value was found, any source can supply one. */
    private static final Origin.Kind WEAKEST = Origin.Kind.WAR;

    /** A secret in the WAR is published, and one among the system properties is visible in the process list. */
    private static final Set<Origin.Kind> SAFE = EnumSet.of(Origin.Kind.SECRET_FILE, Origin.Kind.ENVIRONMENT);

    private final Sources sources;
    private final Profile profile;
    private final List<String> problems = new ArrayList<>();

    /** By key. */
    private final Map<String, Object> values = new HashMap<>();

    private SettingsCheck(Sources sources) {
        this.sources = sources;
        this.profile = profile(sources);
    }

    static SettingsCheck of(Sources sources) {
        SettingsCheck check = new SettingsCheck(sources);
        Catalogue.ALL.forEach(check::check);
        check.requireAnother(Catalogue.DATABASE_PASSWORD, Catalogue.DATABASE_USER);
        check.requireAnother(Catalogue.MIGRATE_PASSWORD, Catalogue.MIGRATE_USER);
        check.requireTogether(Catalogue.MIGRATE_USER, Catalogue.MIGRATE_PASSWORD);
        check.requireTogether(Catalogue.MIGRATE_PASSWORD, Catalogue.MIGRATE_USER);
        return check;
    }

    /** The value of an optional setting. */
    @SuppressWarnings("unchecked") // The setting's own rule has created the value.
    <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable((T) values.get(setting.key()));
    }

    /** The value of a setting that is required or has a default; present if there is no problem. */
    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalStateException("'%s' has no value".formatted(setting.key())));
    }

    Settings.Modules ofModules() {
        Map<String, Object> ofModules = new HashMap<>(values);
        ofModules
                .keySet()
                .retainAll(
                        Catalogue.MODULES.settings().stream().map(Setting::key).toList());
        return new Settings.Modules(Map.copyOf(ofModules));
    }

    /** In the order of the catalogue, followed by invalid combinations. */
    List<String> problems() {
        return problems;
    }

    /**
     * The profile that the sources name or probably mean, otherwise prod: too many problems are better than too few.
     */
    private static Profile profile(Sources sources) {
        Setting<Profile> setting = Catalogue.PROFILE;
        Rule<Profile> rule = setting.rule(Profile.PROD);
        return sources.value(setting.key())
                .map(Value::text)
                .flatMap(text -> rule.parse(text).or(() -> rule.suggestion(text).flatMap(rule::parse)))
                .orElse(Profile.PROD);
    }

    private <T> void check(Setting<T> setting) {
        read(setting).ifPresent(value -> values.put(setting.key(), value));
    }

    /** The effective value; empty if there is none, or if it is invalid. */
    private <T> Optional<T> read(Setting<T> setting) {
        Rule<T> rule = setting.rule(profile);
        Optional<Value> found = sources.value(setting.key());
        if (found.isEmpty()) {
            if (setting.required().contains(profile)) {
                add(setting, "is not set, but " + requires(setting) + rule.words() + ";", WEAKEST);
            }
            return setting.defaultIn(profile).flatMap(rule::parse);
        }
        // A value is exposed even if a stronger source hides it.
        Value value = exposed(setting).orElse(found.orElseThrow());
        Origin.Kind kind = value.origin().kind();
        if (value.text().isBlank()) {
            if (setting.required().contains(profile)
                    || setting.defaultIn(profile).isPresent()) {
                add(setting, "is empty (%s), but must have a value;".formatted(value.origin()), kind);
            }
            return Optional.empty();
        }
        if (NO_TEXT.matcher(value.text()).find()) {
            add(setting, breaks(setting, value, NOT_TEXT) + ";", kind);
            return Optional.empty();
        }
        if (setting.secret() && CONTROL.matcher(value.text()).find()) {
            add(setting, breaks(setting, value, NOT_A_LINE) + ";", kind);
            return Optional.empty();
        }
        if (value.text().length() > LONGEST) {
            problems.add("'%s' is longer than %s characters (%s)%s"
                    .formatted(setting.key(), LONGEST, value.origin(), consequence(setting)));
            return Optional.empty();
        }
        if (!origins(setting).contains(kind)) {
            add(setting, notFrom(setting, value.origin()), WEAKEST);
            return Optional.empty();
        }
        Optional<T> parsed = rule.parse(value.text());
        if (parsed.isEmpty()) {
            String problem = rule.reason()
                    .apply(value.text())
                    .map(reason -> breaks(value, reason))
                    .orElseGet(() -> breaks(setting, value, rule.words()) + suggestion(setting, rule, value.text()));
            add(setting, problem + ";", kind);
        }
        return parsed;
    }

    private Optional<Value> exposed(Setting<?> setting) {
        return sources.values(setting.key()).stream()
                .filter(value -> setting.secret() && profile == Profile.PROD)
                .filter(value -> value.origin().kind() == Origin.Kind.SYSTEM_PROPERTY)
                .findFirst();
    }

    /** A password must differ from the name of its account. */
    private void requireAnother(Setting<Secret> password, Setting<String> user) {
        boolean same = find(user)
                .flatMap(name -> find(password).filter(secret -> secret.reveal().equalsIgnoreCase(name)))
                .isPresent();
        if (profile == Profile.PROD && same) {
            sources.value(password.key())
                    .ifPresent(value -> add(
                            password,
                            breaks(password, value, password.rule(profile).words()) + ";",
                            value.origin().kind()));
        }
    }

    /** Of two settings, both or neither must be set. */
    private void requireTogether(Setting<?> missing, Setting<?> present) {
        if (!isSet(missing) && isSet(present)) {
            problems.add("'%s' is set without '%s': set both or neither".formatted(present.key(), missing.key()));
        }
    }

    private boolean isSet(Setting<?> setting) {
        return sources.value(setting.key())
                .filter(value -> !value.text().isBlank())
                .isPresent();
    }

    private String breaks(Setting<?> setting, Value value, String rule) {
        return setting.shown(value.text())
                .filter(shown -> !sources.holdSecretOf(shown))
                .map(shown -> "is '%s' (%s), but %s".formatted(shown, value.origin(), rule))
                .orElse(breaks(value, rule));
    }

    private String notFrom(Setting<?> setting, Origin origin) {
        if (setting.secret()) {
            return "must not be set by %s, where it is not secret: remove it there, and".formatted(origin.named());
        }
        String readFrom = origins(setting).contains(Origin.Kind.SYSTEM_PROPERTY)
                ? "the environment and system properties"
                : "the environment";
        return "cannot be set by %s: it is read from %s only; remove it there, and".formatted(origin.named(), readFrom);
    }

    private static String breaks(Value value, String rule) {
        return "is invalid (%s): it %s".formatted(value.origin(), rule);
    }

    /**
     * Adds a problem and the places that are at least as strong as the source of the value: a change in a weaker one
     * has no effect.
     */
    private void add(Setting<?> setting, String problem, Origin.Kind found) {
        problems.add("'%s' %s set %s%s".formatted(setting.key(), problem, where(setting, found), consequence(setting)));
    }

    /** Used if the profile, which determines all other rules, is missing or unknown. */
    private String consequence(Setting<?> setting) {
        return setting.key().equals(Catalogue.PROFILE.key())
                ? "; until then, all settings are checked as in '%s'".formatted(profile.key())
                : "";
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
        return origins(setting, profile);
    }

    private static Set<Origin.Kind> origins(Setting<?> setting, Profile profile) {
        return setting.secret() && profile == Profile.PROD ? SAFE : setting.origins();
    }

    /** The places where an operator can set it, for documents. */
    static String places(Setting<?> setting, Profile profile) {
        return Stream.of(Origin.Kind.ENVIRONMENT, Origin.Kind.SYSTEM_PROPERTY, Origin.Kind.SECRET_FILE)
                .filter(origins(setting, profile)::contains)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private String where(Setting<?> setting, Origin.Kind found) {
        Set<Origin.Kind> origins = origins(setting);
        List<String> places = Stream.of(
                        new Origin(Origin.Kind.ENVIRONMENT, setting.environmentName()),
                        new Origin(Origin.Kind.SYSTEM_PROPERTY, setting.key()),
                        new Origin(Origin.Kind.SECRET_FILE, setting.key() + " in SECRETS_DIR"))
                .filter(place -> origins.contains(place.kind()) && place.kind().compareTo(found) <= 0)
                .map(place -> "the " + place)
                .toList();
        return String.join(" or ", places);
    }
}
