package org.backendcore.infrastructure.settings;

import java.util.List;

/**
 * The settings of a module, declared beside its code. They are checked, reported, listed and documented like those of
 * the baseline. The server and the command line find the class by its name in {@code META-INF/services}
 * ({@link java.util.ServiceLoader}):
 *
 * <pre>{@code
 * public final class OrderSettings implements SettingsGroup {
 *     public static final Setting<Integer> MOST_LINES =
 *             Setting.of("orders.most-lines", Rules.number(1, 1000), "How many lines an order has at most.").withDefault("100");
 *
 *     public String prefix() {
 *         return "orders";
 *     }
 *
 *     public List<Setting<?>> settings() {
 *         return List.of(MOST_LINES);
 *     }
 * }
 * }</pre>
 *
 * <p>To read a setting, inject {@link Settings} and call {@code settings.get(OrderSettings.MOST_LINES)}. A plain JVM
 * has no Jakarta EE, so the class may only use {@code domain}, this package and the JDK.
 */
public interface SettingsGroup {

    /** The first word of each key, in lower case. An unknown name with this prefix counts as a typing error. */
    String prefix();

    /** In the order of documents and reports. */
    List<Setting<?>> settings();
}
