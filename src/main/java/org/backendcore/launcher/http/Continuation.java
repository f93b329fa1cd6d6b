package org.backendcore.launcher.http;

import java.lang.reflect.Method;
import org.backendcore.infrastructure.process.LauncherProtocol;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.memory.Buffers;

/**
 * The 100 that requests the body of a request with {@code Expect: 100-continue}. Payara would send it before the
 * application has seen the request, so it is left to the application, which finds it in an attribute of the request.
 * For a chunked request it is too late: Grizzly sends the 100 while it reads the head.
 */
record Continuation(Connection<?> connection) implements Runnable {
    private static final Method REQUIRED = required();

    static void defer(HttpRequestPacket request) {
        if (request.requiresAcknowledgement()
                && !request.isChunked()
                && "100-continue".equalsIgnoreCase(request.getHeader(Header.Expect))) {
            forget(request);
            request.setAttribute(LauncherProtocol.CONTINUATION, new Continuation(request.getConnection()));
        }
    }

    /** Sends the 100. */
    @Override
    public void run() {
        connection.write(
                Buffers.wrap(connection.getMemoryManager(), "HTTP/1.1 100 Continue\r\n\r\n"),
                new EmptyCompletionHandler<>());
    }

    private static void forget(HttpRequestPacket request) {
        try {
            REQUIRED.invoke(request, false);
        } catch (ReflectiveOperationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Grizzly does not expose it. */
    private static Method required() {
        try {
            Method method = HttpRequestPacket.class.getDeclaredMethod("requiresAcknowledgement", boolean.class);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
