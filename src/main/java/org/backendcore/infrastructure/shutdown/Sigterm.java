package org.backendcore.infrastructure.shutdown;

import java.lang.reflect.Proxy;

/**
 * Who handles SIGTERM in this JVM. The JDK has {@code sun.misc.Signal} for that, in its module {@code jdk.unsupported}; by name,
 * because the compiler takes any other use for an error.
 *
 * @param handler a {@code sun.misc.SignalHandler}
 */
record Sigterm(Object handler) {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    /** Lets {@code action} handle it, and returns who did before. */
    static Sigterm handledBy(Runnable action) throws ReflectiveOperationException {
        Class<?> type = Class.forName(HANDLER);
        Object handler = Proxy.newProxyInstance(
                Sigterm.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("handle")) {
                        return method.invoke(action, arguments);
                    }
                    action.run();
                    return null;
                });
        return new Sigterm(handle(handler));
    }

    /** Gives it back. */
    void handleAgain() {
        try {
            handle(handler);
        } catch (ReflectiveOperationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Lets it handle this one. */
    void handle() {
        try {
            Class<?> signal = Class.forName(SIGNAL);
            Class.forName(HANDLER)
                    .getMethod("handle", signal)
                    .invoke(handler, signal.getConstructor(String.class).newInstance("TERM"));
        } catch (ReflectiveOperationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static Object handle(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName(SIGNAL);
        return signal.getMethod("handle", signal, Class.forName(HANDLER))
                .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), handler);
    }
}
