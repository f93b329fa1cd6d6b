package org.backendcore.launcher.http;

import java.util.concurrent.atomic.AtomicReference;
import org.backendcore.infrastructure.process.LauncherProtocol;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http.HttpRequestPacket;

/**
 * Tells the application that the client of an asynchronous request has gone: Payara forgets such a request, with its
 * listeners and its time-out. The application finds a reference in an attribute of the request, and stores its callback
 * there.
 */
final class ClosedConnection {
    private static final Attribute<AtomicReference<Runnable>> LATEST =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(LauncherProtocol.LOST_CLIENT);

    private ClosedConnection() {}

    /** The request is the latest of its connection; the previous ones have been answered. */
    static void await(HttpRequestPacket request) {
        AtomicReference<Runnable> place = new AtomicReference<>();
        LATEST.set(request.getConnection(), place);
        request.setAttribute(LauncherProtocol.LOST_CLIENT, place);
    }

    static void of(Connection<?> connection) {
        AtomicReference<Runnable> place = LATEST.remove(connection);
        Runnable wanted = place == null ? null : place.getAndSet(null);
        if (wanted != null) {
            wanted.run();
        }
    }
}
