package org.backendcore.manage.server;

import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What Payara Micro 7.2026.11 logs once in each process, what nothing can cure, and what no level of its logger can leave out: the same
 * loggers have failed logins, and what the application prints. In the format 'text', what is printed goes past every logger.
 */
final class Harmless {
    /** The context root of the WAR begins with a slash; that of servlets is empty for the root. */
    private static final String AT_THE_FIRST_REQUEST = "Context path from ServletContext:";

    /** Printed for the developers of Payara Micro, and forgotten. */
    private static final String AT_THE_STOP = "JdbcRuntimeExtension,";

    /** Held, because a logger that nobody holds forgets its filter. */
    private static final Logger LOGINS = Logger.getLogger("javax.enterprise.system.container.web.com.sun.web.security");

    private static final Logger PRINTED = Logger.getLogger(StandardStreams.OUTPUT);

    private Harmless() {}

    static void leaveOut() {
        leaveOut(LOGINS, AT_THE_FIRST_REQUEST);
        leaveOut(PRINTED, AT_THE_STOP);
    }

    private static void leaveOut(Logger logger, String beginning) {
        logger.setFilter(line -> !text(line).startsWith(beginning));
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
