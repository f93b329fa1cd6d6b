package org.backendcore.interfaces.http.request;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request, 32 hexadecimal digits: the trace id from its {@code traceparent} (W3C Trace Context, 3.2), or a
 * new one.
 */
public record RequestId(String text) {
    static final String HEADER = "X-Request-Id";

    /** Version, trace id, parent id, flags; only a version other than 00 may have more. */
    private static final Pattern TRACEPARENT = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:(?<!^00.{53})-.*)?");

    /** The id in the {@code traceparent} header, or a new one. */
    public static RequestId of(@Nullable String traceparent) {
        if (traceparent != null) {
            Matcher matcher = TRACEPARENT.matcher(traceparent);
            if (matcher.matches()) {
                return new RequestId(matcher.group(1));
            }
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        // Never all zeros, which is not a valid trace id.
        return new RequestId(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1));
    }
}
