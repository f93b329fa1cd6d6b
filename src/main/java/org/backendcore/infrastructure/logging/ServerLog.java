package org.backendcore.infrastructure.logging;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the server's log query {@link LogContext} for the fields of each record, including the server's own records.
 * There is no portable way, and the WAR is compiled against neither server: Open Liberty has a class for it, and Payara
 * Micro uses this project's launcher, which has a class with the same methods. On other servers the records have no
 * such fields.
 */
public final class ServerLog implements AutoCloseable {
    private static final List<String> CLASSES =
            List.of("com.ibm.websphere.logging.hpel.LogRecordContext", "org.backendcore.launcher.LogRecordContext");

    /** The fields of every record of a request, and of its access record. */
    private static final List<String> FIELDS = List.of(
            "trace.id",
            "http.request.method",
            "http.response.status_code",
            "url.path",
            "client.address",
            "event.duration");

    /** Strong references, because Open Liberty holds them weakly. */
    private final List<Object> extensions = new ArrayList<>();

    private final List<Class<?>> logs;

    /** Registers the fields until it is closed. */
    public ServerLog() {
        logs = CLASSES.stream().flatMap(name -> loaded(name).stream()).toList();
        for (Class<?> log : logs) {
            FIELDS.forEach(field -> register(log, field));
        }
    }

    @Override
    public void close() {
        for (Class<?> log : logs) {
            FIELDS.forEach(field -> unregister(log, field));
        }
    }

    private static List<Class<?>> loaded(String name) {
        try {
            return List.of(Class.forName(name, true, Thread.currentThread().getContextClassLoader()));
        } catch (ClassNotFoundException notThisServer) {
            return List.of();
        }
    }

    private void register(Class<?> log, String field) {
        try {
            Class<?> type = Class.forName(log.getName() + "$Extension", true, log.getClassLoader());
            Object extension = Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getValue" -> LogContext.current().get(field);
                        case "equals" -> arguments != null && arguments[0] == proxy;
                        case "hashCode" -> field.hashCode();
                        default -> field;
                    });
            extensions.add(extension);
            // A deployment that was not stopped properly may have left its own.
            unregister(log, field);
            log.getMethod("registerExtension", String.class, type).invoke(null, field, extension);
        } catch (ReflectiveOperationException exception) {
            throw changed(log, exception);
        }
    }

    private static void unregister(Class<?> log, String field) {
        try {
            log.getMethod("unregisterExtension", String.class).invoke(null, field);
        } catch (ReflectiveOperationException exception) {
            throw changed(log, exception);
        }
    }

    private static IllegalStateException changed(Class<?> log, ReflectiveOperationException cause) {
        return new IllegalStateException("the log of this server has an unknown interface: " + log.getName(), cause);
    }
}
