package org.backendcore.infrastructure.settings;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rule of {@code app.secret-key}, and a key that satisfies it. */
public final class SecretKey {
    private static final int LENGTH = 50;
    private static final int DISTINCT = 5;
    private static final int RANDOM_BYTES = 48;

    private SecretKey() {}

    /** A new random key: 384 bits, as 64 characters of URL-safe base64 (RFC 4648, section 5). */
    public static Secret random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static Rule<Secret> rule() {
        return Rule.of(
                "secret",
                "must have at least %s characters, at least %s of them different, must contain no comma, space, quotation mark or sample word such as 'secret' or 'changeme', and must not be repetitive or sequential ('bin/backend-core secret' generates one)"
                        .formatted(LENGTH, DISTINCT),
                SecretKey::parse);
    }

    static Optional<Secret> parse(String text) {
        boolean strong = text.codePointCount(0, text.length()) >= LENGTH
                && text.codePoints().distinct().count() >= DISTINCT
                && text.codePoints().noneMatch(SecretKey::separates)
                && !monotonous(text)
                && !SampleSecrets.containsKey(text);
        return strong ? Optional.of(new Secret(text)) : Optional.empty();
    }

    /** Separates the keys of a list, or was put around the key by a person or a tool. */
    private static boolean separates(int character) {
        return character == ',' || character == '"' || character == '\'' || Rules.blank(character);
    }

    /**
     * Whether the text repeats itself or counts: in a random text almost every sequence of three characters is new.
     */
    private static boolean monotonous(String text) {
        long different = IntStream.range(0, text.length() - 2)
                .mapToObj(index -> text.substring(index, index + 3))
                .distinct()
                .count();
        long counted = IntStream.range(1, text.length())
                .filter(index -> Math.abs(text.charAt(index) - text.charAt(index - 1)) <= 1)
                .count();
        return different * 3 < text.length() * 2L || counted * 4 > text.length() * 3L;
    }
}
