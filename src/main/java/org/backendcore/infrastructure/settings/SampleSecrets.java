package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What stands in documents and images to be replaced, and what everybody tries first. */
final class SampleSecrets {
    /** Parts of keys that are made to be replaced. */
    private static final List<String> SAMPLES = List.of(
            "changeme",
            "change-me",
            "change_me",
            "example",
            "insecure",
            "placeholder",
            "replace",
            "sample",
            "secret",
            "password",
            "${",
            "your-",
            "your_",
            "0123456789",
            "1234567890",
            "abcdefghij",
            "qwertyuiop");

    /** Passwords that come with documentation, images and this project's profile 'dev'. */
    private static final Set<String> PASSWORDS = Set.of(
            "123456",
            "12345678",
            "admin",
            "app",
            "change-me",
            "change_me",
            "changeit",
            "changeme",
            "database",
            "db",
            "dev",
            "development",
            "example",
            "mysecretpassword",
            "pass",
            "password",
            "postgres",
            "prod",
            "root",
            "sa",
            "sample",
            "secret",
            "test",
            "unused");

    /** Parts of passwords that are made to be replaced. */
    private static final List<String> PASSWORD_SAMPLES = List.of(
            "changeme",
            "change-me",
            "change_me",
            "replace",
            "your-",
            "your_",
            "example",
            "placeholder",
            "password",
            "passw0rd");

    /** What a tool leaves around a value, and nobody sees. */
    private static final Pattern AROUND = Pattern.compile("^[\\s\"']+|[\\s\"']+$");

    /** What stands around a sample, or around nothing. */
    private static final Pattern BRACKETED = Pattern.compile("<.*>|\"\"|''");

    private SampleSecrets() {}

    static boolean containsKey(String key) {
        String folded = key.toLowerCase(Locale.ROOT);
        return SAMPLES.stream().anyMatch(folded::contains);
    }

    static boolean containsPassword(String password) {
        String folded = AROUND.matcher(password.toLowerCase(Locale.ROOT)).replaceAll("");
        return PASSWORDS.contains(folded)
                || PASSWORD_SAMPLES.stream().anyMatch(folded::contains)
                || BRACKETED.matcher(password).matches();
    }
}
