package org.backendcore.interfaces.http.body;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts the parts of a form while it is read: Payara keeps a buffer for each, and a part needs only a few bytes on the
 * wire.
 */
final class FormParts {
    static final int MOST = 1000;

    private static final Pattern NAME = Pattern.compile("boundary", Pattern.CASE_INSENSITIVE);

    /** RFC 2046, section 5.1.1: no escapes, and no blank at either end. */
    private static final Pattern BOUNDARY = Pattern.compile(
            ";\\s*boundary=(?:\"([0-9A-Z'()+_,./:=?-](?:[0-9A-Z'()+_,./:=? -]{0,68}[0-9A-Z'()+_,./:=?-])?)\"|([0-9A-Z'()+_./:=?-]{1,70}))\\s*(?:;|$)",
            Pattern.CASE_INSENSITIVE);

    private final byte[] delimiter;

    /**
     * For each prefix of the delimiter, the length of the longest prefix that is also its suffix (Knuth, Morris and
     * Pratt).
     */
    private final int[] fallback;

    private int matched;
    private int parts;

    private FormParts(String boundary) {
        delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        fallback = new int[delimiter.length + 1];
        for (int length = 1; length < delimiter.length; length++) {
            int shorter = fallback[length];
            while (shorter > 0 && delimiter[shorter] != delimiter[length]) {
                shorter = fallback[shorter];
            }
            fallback[length + 1] = delimiter[shorter] == delimiter[length] ? shorter + 1 : 0;
        }
    }

    /**
     * Empty if the body is not a multipart form, or has no boundary, in which case the server rejects it.
     *
     * @throws UnreadableBodyException if the server could detect another boundary, whose parts would not be counted
     */
    static Optional<FormParts> of(@Nullable String mediaType) throws UnreadableBodyException {
        if (mediaType == null || !mediaType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            return Optional.empty();
        }
        long named = NAME.matcher(mediaType).results().count();
        if (named == 0) {
            return Optional.empty();
        }
        Matcher boundary = BOUNDARY.matcher(mediaType);
        if (named > 1 || !boundary.find()) {
            throw new UnreadableBodyException(
                    HttpServletResponse.SC_BAD_REQUEST, "the boundary of the form is missing or ambiguous", null);
        }
        return Optional.of(new FormParts(boundary.group(1) == null ? boundary.group(2) : boundary.group(1)));
    }

    /** @throws UnreadableBodyException if there are more than {@value #MOST} */
    void read(byte[] bytes, int offset, int count) throws UnreadableBodyException {
        for (int index = offset; index < offset + count; index++) {
            while (matched > 0 && delimiter[matched] != bytes[index]) {
                matched = fallback[matched];
            }
            matched += delimiter[matched] == bytes[index] ? 1 : 0;
            if (matched == delimiter.length) {
                matched = fallback[matched];
                parts++;
            }
        }
        // The last delimiter ends the form.
        if (parts > MOST + 1) {
            throw new UnreadableBodyException(
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    "the form has more than %s parts".formatted(MOST),
                    null);
        }
    }
}
