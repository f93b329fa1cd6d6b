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
 * What Payara Micro 7.2026.11 logs to nobody's use, and what no level of its logger can leave out: the same loggers have failed logins, and
 * what the application prints, and those below them, leaked connections. In the format 'text', what is printed goes past every logger.
 */
final class NoiseFilter {
    /** The context root of the WAR begins with a slash; that of servlets is empty for the root. */
    private static final String AT_THE_FIRST_REQUEST = "Context path from ServletContext:";

    /** Printed for the developers of Payara Micro, and forgotten. */
    private static final String AT_THE_STOP = "JdbcRuntimeExtension,";

    private static final Pattern MISSING = Pattern.compile(
            "MicroProfile Config: property 'db\\.(?:url|user|pool-max-size)': no value found, no default given\\.");

    /** With a stack trace, for each request whose connection broke or whose commit failed; the exception reaches the application. */
    private static final List<String> THROWN_TOO = List.of(
            "poolmgr.system_exception",
            "jdbc.unable_to_set_client_info",
            "enterprise_distributedtx.before_completion_excep",
            "enterprise_distributedtx.some_excep");

    /** Held, because a logger that nobody holds forgets its filter. */
    private static final Logger LOGINS = Logger.getLogger("javax.enterprise.system.container.web.com.sun.web.security");

    private static final Logger PRINTED = Logger.getLogger(StandardStreams.OUTPUT);

    private static final List<Logger> OF_CONNECTIONS = List.of(
            Logger.getLogger("javax.enterprise.resource.resourceadapter.com.sun.enterprise.resource"),
            Logger.getLogger("javax.enterprise.resource.resourceadapter.com.sun.gjc.spi.jdbc40"),
            Logger.getLogger("javax.enterprise.resource.jta.com.sun.enterprise.transaction"));

    /** With a stack trace, for each lost client, and for each fault that the application has logged: behind one of these. */
    private static final String UNWRITTEN = "An I/O error has occurred while writing a response message entity";

    private static final Set<String> KNOWN = Set.of("LostClientException", "LoggedException");

    private static final Logger ANSWERS = Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");

    /**
     * With a stack trace, for each client that has gone before it was answered with an error: the page of the error cannot be sent, nor can
     * Payara's own instead of it. What fails inside of such a page has other words.
     */
    private static final Pattern UNSENT = Pattern.compile(
            "^(?:org\\.apache\\.catalina\\.core\\.StandardHostValve@\\p{XDigit}+: Exception processing ErrorPage\\[|AS-WEB-CORE-00096)");

    private static final List<Logger> PAGES =
            List.of(Logger.getLogger("jakarta.enterprise.web"), Logger.getLogger("jakarta.enterprise.web.core"));

    /** Where Payara calls a WriteListener whose request is over, because its client has gone. */
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

    /** With a persistence unit, Payara reads the pool's settings before the application, whose report has all that is missing. */
    static boolean isAboutAMissingSetting(LogRecord line) {
        // Of an anonymous logger, which nobody else can filter.
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

    /** What is printed is the parameter of its record. */
    private static String text(LogRecord line) {
        Object[] parameters = line.getParameters();
        return String.valueOf(
                parameters != null && parameters.length > 0 && "{0}".equals(line.getMessage())
                        ? parameters[0]
                        : line.getMessage());
    }
}
