package org.backendcore.infrastructure.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What everybody knows: samples, and whatever in the files of this project could pass for a key. Of the latter it has the
 * checksums, which {@code published-secrets.txt} lists and a test compares with the files.
 */
final class PublishedSecrets {
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

    private static final int CHECKSUM_BYTES = 8;

    private PublishedSecrets() {}

    static boolean containsKey(String key) {
        return looksLikeASample(key) || checksums().contains(checksum(key));
    }

    static boolean containsPassword(String password) {
        String folded = AROUND.matcher(password.toLowerCase(Locale.ROOT)).replaceAll("");
        return PASSWORDS.contains(folded)
                || PASSWORD_SAMPLES.stream().anyMatch(folded::contains)
                || BRACKETED.matcher(password).matches()
                || checksums().contains(checksum(password));
    }

    /** The first 64 bits of the SHA-256, in hexadecimal. */
    static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, CHECKSUM_BYTES));
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static boolean looksLikeASample(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return SAMPLES.stream().anyMatch(folded::contains);
    }

    private static List<String> checksums() {
        try (InputStream file = PublishedSecrets.class.getResourceAsStream("published-secrets.txt")) {
            if (file == null) {
                throw new IllegalStateException("published-secrets.txt is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
