package org.backendcore.infrastructure.process;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A signal that ends a process. The JDK has {@code sun.misc.Signal} for it, in its module {@code jdk.unsupported}; used
 * by reflection, because the compiler treats any direct use as an error.
 *
 * @param name without {@code SIG}
 */
public record EndSignal(String name, int number) {
    public static final EndSignal TERM = new EndSignal("TERM", 15);

    static final List<EndSignal> ALL = List.of(TERM, new EndSignal("INT", 2), new EndSignal("HUP", 1));

    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    /** As a shell reports it. */
    public int exitCode() {
        return 128 + number;
    }

    /**
     * Registers {@code action} as the handler and passes it the previous handler.
     *
     * @return restores the previous handler; empty if the JVM gives no signal away, as with {@code -Xrs}: then the
     *     system ends the process
     */
    public Optional<Runnable> handledBy(Consumer<Runnable> action) {
        try {
            Class<?> type = Class.forName(HANDLER);
            Object[] before = new Object[1];
            Object handler = Proxy.newProxyInstance(
                    EndSignal.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        if (!method.getName().equals("handle")) {
                            return method.invoke(action, arguments);
                        }
                        action.accept(() -> pass(before[0]));
                        return null;
                    });
            before[0] = handle(handler);
            return Optional.of(() -> giveBack(before[0]));
        } catch (ReflectiveOperationException exception) {
            return Optional.empty();
        }
    }

    private void giveBack(Object handler) {
        try {
            handle(handler);
        } catch (ReflectiveOperationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private void pass(Object handler) {
        try {
            Class.forName(HANDLER).getMethod("handle", Class.forName(SIGNAL)).invoke(handler, signal());
        } catch (ReflectiveOperationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private Object handle(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName(SIGNAL);
        return signal.getMethod("handle", signal, Class.forName(HANDLER)).invoke(null, signal(), handler);
    }

    private Object signal() throws ReflectiveOperationException {
        return Class.forName(SIGNAL).getConstructor(String.class).newInstance(name);
    }
}
