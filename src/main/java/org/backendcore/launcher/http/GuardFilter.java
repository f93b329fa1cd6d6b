package org.backendcore.launcher.http;

import java.util.regex.Pattern;
import org.backendcore.infrastructure.process.LauncherProtocol;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests that must not reach Payara's own handlers:
 *
 * <ul>
 *   <li>503 while there is no application: Payara opens its port seconds before it deploys one, and would meanwhile
 *       respond itself, with its name and version.
 *   <li>400 if Payara would respond with an empty 200 after logging a stack trace: for a path with a {@code %} that is
 *       not followed by two hexadecimal digits (RFC 3986, section 2.1), and for a host with a non-numeric port.
 *       Reproduce it with {@code GET /%zz}.
 *   <li>400 if Payara would pick one of two lengths of a body (RFC 9112, section 6.1), which the application cannot see
 *       any more.
 * </ul>
 */
final class GuardFilter extends BaseFilter {
    /** A request whose head has been checked; the parts of its body follow. */
    private static final Attribute<Boolean> SEEN =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(GuardFilter.class.getName() + ".seen");

    private static final Pattern MALFORMED_PATH = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\[\\]:/?#@\\s]+)(:\\d{0,5})?");

    @Override
    public NextAction handleRead(FilterChainContext context) {
        if (!(context.getMessage() instanceof HttpContent content)
                || !(content.getHttpHeader() instanceof HttpRequestPacket request)
                || SEEN.isSet(request)) {
            return context.getInvokeAction();
        }
        SEEN.set(request, true);
        if (Rejection.hadItsLastRequest(context.getConnection())) {
            return context.getStopAction();
        }
        if (isMalformed(request)) {
            return Rejection.MALFORMED.send(context, request);
        }
        if (!LauncherProtocol.serving()) {
            return Rejection.NOT_SERVING.send(context, request);
        }
        Continuation.defer(request);
        ClosedConnection.await(request);
        if (request.isChunked()) {
            // There may have been a length, which Grizzly has dropped (RFC 9112, section 6.1).
            Rejection.isTheLast(context, request);
        }
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        ClosedConnection.of(context.getConnection());
        return context.getInvokeAction();
    }

    private static boolean isMalformed(HttpRequestPacket request) {
        String host = request.getHeader(Header.Host);
        return MALFORMED_PATH.matcher(request.getRequestURI()).find()
                || !isHost(host)
                || isAmbiguous(request.getHeaders());
    }

    /** The headers as received: the request itself drops a length if it is chunked. */
    private static boolean isAmbiguous(MimeHeaders headers) {
        String encoding = headers.getHeader(Header.TransferEncoding);
        return encoding != null
                && (!encoding.equalsIgnoreCase("chunked") || headers.getHeader(Header.ContentLength) != null);
    }

    /** A missing host is rejected elsewhere. */
    private static boolean isHost(@Nullable String host) {
        return host == null || HOST.matcher(host).matches();
    }
}
