package org.backendcore.infrastructure.settings;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An immutable setting, declared once, in the {@link Catalogue} or in the {@link SettingsGroup} of a module.
 *
 * @param key the name in MicroProfile Config
 * @param devRule the requirements in dev
 * @param prodRule the requirements in prod
 * @param defaults the values that apply if no source has one; none if the setting is required, or optional without a
 *     default
 * @param required the profiles in which a value must come from outside
 * @param display what reports may show of a value
 * @param origins the allowed sources; the servers read some settings before all sources are available
 * @param description one line for operators
 * @param example a value for documents and tests, if one is required and any would do; empty for none
 */
public record Setting<T>(
        String key,
        Rule<T> devRule,
        Rule<T> prodRule,
        Map<Profile, String> defaults,
        Set<Profile> required,
        Display display,
        Set<Origin.Kind> origins,
        String description,
        String example) {

    /** The part of a value that reports, listings and logs may show. */
    enum Display {
        PLAIN,
        /** Without the parts that may contain a password. */
        URL,
        /** Nothing. */
        SECRET
    }

    /** An account in a URL, where no URL belongs. */
    private static final Pattern CREDENTIALS = Pattern.compile("://.*@", Pattern.DOTALL);

    private static final Set<Origin.Kind> ANYWHERE = EnumSet.allOf(Origin.Kind.class);

    /**
     * Creates an optional setting that may come from any source and is not secret.
     *
     * @param key in lower case, for example {@code orders.most-lines}
     * @param description a sentence
     */
    public static <T> Setting<T> of(String key, Rule<T> rule, String description) {
        return new Setting<>(key, rule, rule, Map.of(), Set.of(), Display.PLAIN, ANYWHERE, description, "");
    }

    /** Uses a different rule in dev. */
    public Setting<T> inDev(Rule<T> rule) {
        return new Setting<>(key, rule, prodRule, defaults, required, display, origins, description, example);
    }

    /** Sets the value that applies if no source has one. */
    public Setting<T> withDefault(String value) {
        return withDefault(Profile.DEV, value).withDefault(Profile.PROD, value);
    }

    /** Sets the default of one profile. */
    public Setting<T> withDefault(Profile profile, String value) {
        Map<Profile, String> changed = new EnumMap<>(Profile.class);
        changed.putAll(defaults);
        changed.put(profile, value);
        return new Setting<>(key, devRule, prodRule, changed, required, display, origins, description, example);
    }

    /**
     * In prod a value must come from outside; without one, the start is refused.
     *
     * @param sample for documents and tests; ignored for a secret
     */
    public Setting<T> requiredInProd(String sample) {
        Set<Profile> prod = Set.of(Profile.PROD);
        return new Setting<>(key, devRule, prodRule, defaults, prod, display, origins, description, sample);
    }

    /** Never shown; in prod, accepted from a secret file or the environment only. */
    public Setting<T> asSecret() {
        return shownAs(Display.SECRET);
    }

    Setting<T> requiredIn(Profile... profiles) {
        return new Setting<>(
                key, devRule, prodRule, defaults, Set.of(profiles), display, origins, description, example);
    }

    Setting<T> shownAs(Display changed) {
        return new Setting<>(key, devRule, prodRule, defaults, required, changed, origins, description, example);
    }

    Setting<T> onlyFrom(Origin.Kind first, Origin.Kind... rest) {
        return new Setting<>(
                key, devRule, prodRule, defaults, required, display, EnumSet.of(first, rest), description, example);
    }

    Rule<T> rule(Profile profile) {
        return profile == Profile.DEV ? devRule : prodRule;
    }

    /** Whether the value may never be shown. */
    public boolean secret() {
        return display == Display.SECRET;
    }

    Optional<String> defaultIn(Profile profile) {
        return Optional.ofNullable(defaults.get(profile));
    }

    /** MicroProfile Config 3.1, section 5.3.1: the spelling of the key in the environment. */
    public String environmentName() {
        return environmentName(key);
    }

    static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * The part of the value that an operator may see; empty if there is none. Control characters are escaped, so no
     * value can forge a line of a log.
     */
    Optional<String> shown(String value) {
        return switch (display) {
            case PLAIN ->
                CREDENTIALS.matcher(value).find() ? Optional.empty() : Optional.of(Printable.of(withoutQuery(value)));
            case URL -> DatabaseUrl.of(value).shown();
            case SECRET -> Optional.empty();
        };
    }

    /** The query of a URL may contain a token. */
    private static String withoutQuery(String value) {
        return value.contains("://") ? value.replaceFirst("\\?.*", "?...") : value;
    }
}
