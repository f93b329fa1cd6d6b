package org.backendcore.infrastructure.startup;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first exception that kept the server from initializing a part of the application, as the server logs it. Only the
 * log has all of them: Payara Micro logs a filter's exception as text and omits the filter from every request; Open
 * Liberty does not notify its own listeners of exceptions from constructors.
 */
final class InitializationFaultHandler extends Handler {
    private static final Logger ROOT = Logger.getLogger("");

    /** The loggers of the servlet containers of Payara and Open Liberty. */
    private static final List<String> LOGGERS = List.of("jakarta.enterprise.web", "com.ibm.ws.webcontainer");

    /** The suffix of CDI's proxy classes: the frame before one is that of the class itself. */
    private static final String PROXY = "$$_Weld";

    private static final String FRAME_BEGIN = "\tat ";
    private static final Pattern FRAME = Pattern.compile("\tat (?:[^\\s(]*/)?([^\\s(/]+)\\.([^\\s(.]+)\\(");

    private volatile @Nullable Fault first;

    private InitializationFaultHandler() {}

    /** Listens from now on, until it is closed. */
    static InitializationFaultHandler listen() {
        InitializationFaultHandler fault = new InitializationFaultHandler();
        ROOT.addHandler(fault);
        return fault;
    }

    Optional<Fault> first() {
        return Optional.ofNullable(first);
    }

    /**
     * A logged exception.
     *
     * @param thrown absent if the server logs it as text
     * @param place the method of the application that the server called
     */
    record Fault(Optional<Throwable> thrown, Optional<String> place) {}

    @Override
    public void publish(LogRecord record) {
        if (first != null || !isOfTheContainer(record)) {
            return;
        }
        Optional<Throwable> thrown = thrown(record);
        String trace =
                thrown.map(InitializationFaultHandler::trace).orElseGet(() -> String.valueOf(record.getMessage()));
        if (trace.contains(FRAME_BEGIN)) {
            first = new Fault(thrown, place(trace));
        }
    }

    private static boolean isOfTheContainer(LogRecord record) {
        String logger = record.getLoggerName();
        return logger != null
                && record.getLevel().intValue() >= Level.SEVERE.intValue()
                && LOGGERS.stream().anyMatch(logger::startsWith);
    }

    /** Open Liberty passes some exceptions as parameters. */
    private static Optional<Throwable> thrown(LogRecord record) {
        if (record.getThrown() != null || record.getParameters() == null) {
            return Optional.ofNullable(record.getThrown());
        }
        for (Object parameter : record.getParameters()) {
            if (parameter instanceof Throwable throwable) {
                return Optional.of(throwable);
            }
        }
        return Optional.empty();
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** The outermost method of the application in the trace of the root cause. */
    private static Optional<String> place(String trace) {
        return FRAME.matcher(trace.substring(Math.max(0, trace.lastIndexOf("\nCaused by: "))))
                .results()
                .filter(frame -> isOurs(frame.group(1)))
                .reduce((inner, outer) -> outer)
                .map(frame -> frame.group(1) + "." + frame.group(2));
    }

    private static boolean isOurs(String className) {
        if (className.contains(PROXY)) {
            return false;
        }
        ClassLoader application = InitializationFaultHandler.class.getClassLoader();
        try {
            return Class.forName(className, false, application).getClassLoader() == application;
        } catch (ClassNotFoundException | LinkageError another) {
            return false;
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
