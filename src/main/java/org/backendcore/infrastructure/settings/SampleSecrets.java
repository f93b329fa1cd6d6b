package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Placeholders in documents and images, and the passwords that everybody tries first. */
final class SampleSecrets {
    /** Substrings of placeholder keys. */
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

    /** Passwords from documentation, from images and from this project's profile 'dev'. */
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

    /** Substrings of placeholder passwords. */
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

    /** Invisible characters that a tool leaves around a value. */
    private static final Pattern AROUND = Pattern.compile("^[\\s\"']+|[\\s\"']+$");

    /** The brackets around a placeholder, or around nothing. */
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
