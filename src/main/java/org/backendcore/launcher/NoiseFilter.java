package org.backendcore.launcher;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drops useless records of Payara Micro 7.2026.11 that cannot be suppressed by a level: the same loggers also log
 * failed logins and the application's output, and the loggers below them log leaked connections. In the format 'text',
 * printed output bypasses every logger.
 */
final class NoiseFilter {
    /** The context root of the WAR begins with a slash; that of servlets is empty for the root. */
    private static final String AT_THE_FIRST_REQUEST = "Context path from ServletContext:";

    /** Debug output left in by the developers of Payara Micro. */
    private static final String AT_THE_STOP = "JdbcRuntimeExtension,";

    private static final Pattern MISSING = Pattern.compile(
            "MicroProfile Config: property 'db\\.(?:url|user|pool-max-size)': no value found, no default given\\.");

    /**
     * Logged with a stack trace, for each request whose connection broke or whose commit failed; the exception also
     * reaches the application.
     */
    private static final List<String> THROWN_TOO = List.of(
            "poolmgr.system_exception",
            "jdbc.unable_to_set_client_info",
            "enterprise_distributedtx.before_completion_excep",
            "enterprise_distributedtx.some_excep");

    /** Strong reference: a logger that is garbage-collected loses its filter. */
    private static final Logger LOGINS = Logger.getLogger("javax.enterprise.system.container.web.com.sun.web.security");

    private static final Logger PRINTED = Logger.getLogger(StandardStreams.OUTPUT);

    private static final List<Logger> OF_CONNECTIONS = List.of(
            Logger.getLogger("javax.enterprise.resource.resourceadapter.com.sun.enterprise.resource"),
            Logger.getLogger("javax.enterprise.resource.resourceadapter.com.sun.gjc.spi.jdbc40"),
            Logger.getLogger("javax.enterprise.resource.jta.com.sun.enterprise.transaction"));

    /**
     * Logged with a stack trace, for each lost client, and for each fault that the application has already logged; the
     * cause is one of these.
     */
    private static final String UNWRITTEN = "An I/O error has occurred while writing a response message entity";

    private static final Set<String> KNOWN = Set.of("LostClientException", "LoggedException");

    private static final Logger ANSWERS = Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");

    /**
     * Logged with a stack trace, for each client that goes before its error response: neither the error page nor
     * Payara's own page instead of it can be sent. Failures inside of such a page have other messages.
     */
    private static final Pattern UNSENT = Pattern.compile(
            "^(?:org\\.apache\\.catalina\\.core\\.StandardHostValve@\\p{XDigit}+: Exception processing ErrorPage\\[|AS-WEB-CORE-00096)");

    private static final List<Logger> PAGES =
            List.of(Logger.getLogger("jakarta.enterprise.web"), Logger.getLogger("jakarta.enterprise.web.core"));

    /** Payara calls a WriteListener whose request is over, because its client has gone. */
    private static final String CALLED_BACK = "org.apache.catalina.connector.OutputBuffer$WriteHandlerImpl";

    private static final Logger THREADS = Logger.getLogger(Thread.class.getName());

    private NoiseFilter() {}

    static void leaveOut() {
        leaveOut(LOGINS, AT_THE_FIRST_REQUEST);
        leaveOut(PRINTED, AT_THE_STOP);
        ANSWERS.setFilter(line -> !(text(line).startsWith(UNWRITTEN) && isKnown(line.getThrown())));
        THREADS.setFilter(line -> !isOfACallback(line.getThrown()));
        PAGES.forEach(
                logger -> logger.setFilter(line -> !UNSENT.matcher(text(line)).find()));
        OF_CONNECTIONS.forEach(logger -> logger.setFilter(line -> !THROWN_TOO.contains(line.getMessage())));
    }

    /**
     * With a persistence unit, Payara reads the pool's settings before the application, whose report lists all missing
     * ones.
     */
    static boolean isAboutAMissingSetting(LogRecord line) {
        // From an anonymous logger, which cannot be filtered otherwise.
        return line.getLoggerName() == null && MISSING.matcher(text(line)).matches();
    }

    private static void leaveOut(Logger logger, String beginning) {
        logger.setFilter(line -> !text(line).startsWith(beginning));
    }

    private static boolean isKnown(@Nullable Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(50)
                .anyMatch(cause -> KNOWN.contains(cause.getClass().getSimpleName()));
    }

    private static boolean isOfACallback(@Nullable Throwable thrown) {
        return thrown instanceof NullPointerException
                && thrown.getStackTrace().length > 0
                && thrown.getStackTrace()[0].getClassName().equals(CALLED_BACK);
    }

    /** Printed text is the parameter of its record. */
    private static String text(LogRecord line) {
        Object[] parameters = line.getParameters();
        return String.valueOf(
                parameters != null && parameters.length > 0 && "{0}".equals(line.getMessage())
                        ? parameters[0]
                        : line.getMessage());
    }
}
