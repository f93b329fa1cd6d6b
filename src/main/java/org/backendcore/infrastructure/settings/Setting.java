package org.backendcore.infrastructure.settings;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One setting, immutable; each is declared once, in the {@link Catalogue} or in the {@link SettingsGroup} of a module.
 *
 * @param key the name in MicroProfile Config
 * @param devRule what a value must be in dev
 * @param prodRule what a value must be in prod
 * @param defaults what holds where no source has a value; none where the setting is required, or optional without a default
 * @param required the profiles in which a value must come from outside
 * @param display what reports may show of a value
 * @param origins where a value may come from; the servers read some settings before there are other sources
 * @param description one line for operators
 * @param example a value for documents and tests, where one is required and anything can be meant; empty for none
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

    /** What reports, listings and logs may show of a value. */
    enum Display {
        PLAIN,
        /** Without what may hold a password. */
        URL,
        /** Nothing. */
        SECRET
    }

    /** A URL with an account in it, where no URL belongs. */
    private static final Pattern CREDENTIALS = Pattern.compile("://.*@", Pattern.DOTALL);

    private static final Set<Origin.Kind> ANYWHERE = EnumSet.allOf(Origin.Kind.class);

    /**
     * One that is optional, may come from anywhere, and is no secret.
     *
     * @param key in lower case, as in {@code orders.most-lines}
     * @param description a sentence
     */
    public static <T> Setting<T> of(String key, Rule<T> rule, String description) {
        return new Setting<>(key, rule, rule, Map.of(), Set.of(), Display.PLAIN, ANYWHERE, description, "");
    }

    /** In dev another rule holds. */
    public Setting<T> inDev(Rule<T> rule) {
        return new Setting<>(key, rule, prodRule, defaults, required, display, origins, description, example);
    }

    /** What holds where no source has a value. */
    public Setting<T> withDefault(String value) {
        return withDefault(Profile.DEV, value).withDefault(Profile.PROD, value);
    }

    /** What holds in one profile. */
    public Setting<T> withDefault(Profile profile, String value) {
        Map<Profile, String> changed = new EnumMap<>(Profile.class);
        changed.putAll(defaults);
        changed.put(profile, value);
        return new Setting<>(key, devRule, prodRule, changed, required, display, origins, description, example);
    }

    /**
     * In prod a value must come from outside; without one, a start is refused.
     *
     * @param sample for documents and tests; ignored of a secret
     */
    public Setting<T> requiredInProd(String sample) {
        Set<Profile> prod = Set.of(Profile.PROD);
        return new Setting<>(key, devRule, prodRule, defaults, prod, display, origins, description, sample);
    }

    /** Nothing shows it; in prod it comes from a secret file or the environment alone. */
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

    /** Whether nothing may show it. */
    public boolean secret() {
        return display == Display.SECRET;
    }

    Optional<String> defaultIn(Profile profile) {
        return Optional.ofNullable(defaults.get(profile));
    }

    /** MicroProfile Config 3.1, section 5.3.1: how the key is spelled in the environment. */
    public String environmentName() {
        return environmentName(key);
    }

    static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * What an operator may see of the value; empty where that is nothing. Control characters are spelled out, so that no value
     * forges a line of a log.
     */
    Optional<String> shown(String value) {
        return switch (display) {
            case PLAIN ->
                CREDENTIALS.matcher(value).find() ? Optional.empty() : Optional.of(Printable.of(withoutQuery(value)));
            case URL -> DatabaseUrl.of(value).shown();
            case SECRET -> Optional.empty();
        };
    }

    /** That of a URL may hold a token. */
    private static String withoutQuery(String value) {
        return value.contains("://") ? value.replaceFirst("\\?.*", "?...") : value;
    }
}
