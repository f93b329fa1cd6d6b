package org.backendcore.launcher;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Fields of log records whose values are queried when a record is written. The WAR finds this class by its name; the
 * methods are the same as in Open Liberty's class of that name.
 */
public final class LogRecordContext {
    private static final Map<String, Extension> EXTENSIONS = new ConcurrentHashMap<>();

    private LogRecordContext() {}

    /** From now on each record has the field if it has a value. */
    public static void registerExtension(String name, Extension extension) {
        EXTENSIONS.put(name, extension);
    }

    /** Whether the field was registered. */
    public static boolean unregisterExtension(String name) {
        return EXTENSIONS.remove(name) != null;
    }

    static Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        EXTENSIONS.forEach((name, extension) -> {
            String value = extension.getValue();
            if (value != null) {
                fields.put(name, value);
            }
        });
        return fields;
    }

    /** A field. */
    public interface Extension {
        /** The value for the current thread; null if there is none. */
        @Nullable String getValue();
    }
}
