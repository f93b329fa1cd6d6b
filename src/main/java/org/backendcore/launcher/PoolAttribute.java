package org.backendcore.launcher;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that sets an attribute of a pool after the start. Payara expands its value, which during the build would
 * store a value of the build; so the baked configuration gets the expression back, which is expanded at each start.
 *
 * @param value an expression, such as {@code ${MPCONFIG=db.pool-max-size}}
 */
record PoolAttribute(String pool, String name, String value) {
    private static final Pattern COMMAND =
            Pattern.compile("set resources\\.jdbc-connection-pool\\.(?<pool>\\w+)\\.(?<name>[\\w-]+)=(?<value>.*)");

    /** @throws IllegalArgumentException for any other command, because its value would remain that of the build */
    static List<PoolAttribute> setBy(List<String> commands) {
        return commands.stream()
                .filter(command -> !command.isBlank() && !command.startsWith("#"))
                .map(PoolAttribute::of)
                .toList();
    }

    private static PoolAttribute of(String command) {
        Matcher set = COMMAND.matcher(command);
        if (!set.matches()) {
            throw new IllegalArgumentException(
                    "pool.postboot can only set an attribute of a pool; this is another command: " + command);
        }
        return new PoolAttribute(set.group("pool"), set.group("name"), set.group("value"));
    }

    /**
     * The server's configuration with this expression instead of Payara's expanded value.
     *
     * @throws IllegalArgumentException if it has no such attribute
     */
    String putInto(String configuration) {
        Matcher place = Pattern.compile("<jdbc-connection-pool (?=[^>]*\\bname=\"" + pool + "\")[^>]*\\b" + name
                        + "=\"(?<value>[^\"]*)")
                .matcher(configuration);
        if (!place.find()) {
            throw new IllegalArgumentException("pool.postboot has set nothing: " + this);
        }
        return configuration.substring(0, place.start("value")) + value + configuration.substring(place.end("value"));
    }
}
