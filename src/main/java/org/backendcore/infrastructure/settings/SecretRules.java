package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules for secrets. Their texts state what to do, and nothing about the value. */
public final class SecretRules {
    private SecretRules() {}

    /** A secret that another party issues, such as a token. */
    public static Rule<Secret> token() {
        return Rule.of(
                "secret",
                "must not be a sample value such as 'changeme'",
                text -> Optional.of(text)
                        .filter(token -> !SampleSecrets.containsPassword(token))
                        .map(Secret::new));
    }

    /**
     * Creates a rule for a module.
     *
     * @param words the requirement, from {@code must} on, without any part of the value
     */
    public static Rule<Secret> of(String words, Predicate<String> valid) {
        return Rule.of("secret", words, text -> Optional.of(text).filter(valid).map(Secret::new));
    }

    /** In dev a secret protects nothing. */
    public static Rule<Secret> anything() {
        return Rule.of("secret", "must not be empty", text -> Optional.of(new Secret(text)));
    }

    static Rule<List<Secret>> anythings() {
        return Rule.of(
                "list of secrets",
                "must be keys, separated by commas",
                Rules.list(text -> Optional.of(new Secret(text)).filter(key -> !text.isEmpty())));
    }

    static Rule<List<Secret>> keys() {
        return Rule.of(
                "list of secrets",
                "must be keys, separated by commas, each of which "
                        + SecretKey.rule().words(),
                Rules.list(SecretKey::parse));
    }

    static Rule<Secret> password() {
        return Rule.of(
                "secret",
                "must not be a sample value such as 'changeme', or the name of its account",
                text -> Optional.of(text)
                        .filter(password -> !SampleSecrets.containsPassword(password))
                        .map(Secret::new));
    }
}
