package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Optional;

/** The rules of secrets. Their words say what to do, and nothing of the value. */
final class SecretRules {
    private SecretRules() {}

    /** In dev a secret protects nothing. */
    static Rule<Secret> anything() {
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
                "must not be a sample, such as 'changeme', or the name of its account",
                text -> Optional.of(text)
                        .filter(password -> !SampleSecrets.containsPassword(password))
                        .map(Secret::new));
    }
}
