package org.backendcore.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Searches texts and folders for secrets: in plain form, URL-encoded, in base64, and as Open Liberty's
 * <code>{xor}</code>.
 */
public final class SecretSearch {
    /** The byte that the WebSphere family XORs with each byte. */
    private static final byte XOR = '_';

    private static final int GROUP = 3;

    /** Characters that no escape and no expression changes, long enough not to occur by chance. */
    private static final Pattern CORE = Pattern.compile("[A-Za-z0-9_-]{16,}");

    /** Each once: the core of most secrets is the whole secret. */
    private final Set<String> forms = new LinkedHashSet<>();

    public SecretSearch(Collection<String> secrets) {
        for (String secret : secrets) {
            addForms(secret);
            // The parts of a list, and the core of a value that was escaped or expanded on its way.
            CORE.matcher(secret).results().map(MatchResult::group).forEach(this::addForms);
        }
    }

    private void addForms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] xor = bytes.clone();
        for (int index = 0; index < xor.length; index++) {
            xor[index] ^= XOR;
        }
        forms.add(raw(bytes));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        for (byte[] each : List.of(bytes, xor)) {
            addBase64(each, Base64.getEncoder());
            addBase64(each, Base64.getUrlEncoder());
        }
    }

    /** Preceding bytes shift the groups of three bytes; the groups at both ends then depend on their neighbours. */
    private void addBase64(byte[] bytes, Base64.Encoder encoder) {
        for (int shift = 0; shift < GROUP; shift++) {
            int end = bytes.length - (bytes.length - shift) % GROUP;
            forms.add(encoder.encodeToString(Arrays.copyOfRange(bytes, shift, end)));
        }
    }

    /** Fails if the text contains one of the secrets; the message names the place, but not the secret. */
    public void assertNotIn(String where, String text) {
        assertNotInBytes(where, raw(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void assertNotInBytes(String where, String searched) {
        if (forms.stream().anyMatch(searched::contains)) {
            throw new AssertionError("a secret is in " + where);
        }
    }

    /** The same for every file of a folder except jars and WARs, and for the names of the files. */
    public void assertNotIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.toString().matches(".*\\.(jar|war)"))
                    .toList()) {
                assertNotInBytes(file.toString(), file + raw(Files.readAllBytes(file)));
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** One character per byte, so that any bytes can be searched as text. */
    private static String raw(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
