package org.backendcore.application.orders;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.Rules;
import org.backendcore.infrastructure.settings.Secret;
import org.backendcore.infrastructure.settings.SecretRules;
import org.backendcore.infrastructure.settings.Setting;
import org.backendcore.infrastructure.settings.SettingsGroup;

/** The settings of orders. */
public final class OrderSettings implements SettingsGroup {
    public static final Setting<Integer> MOST_LINES = Setting.of(
                    "orders.most-lines", Rules.number(1, 1000), "How many lines an order has at most.")
            .withDefault("100");

    public static final Setting<String> SELLER = Setting.of(
                    "orders.seller", Rules.plainText(), "The name of the seller on invoices.")
            .withDefault(Profile.DEV, "dev")
            .requiredInProd("example-shop");

    public static final Setting<URI> STOCK_URL = Setting.of(
            "orders.stock-url",
            Rules.serviceUrl(),
            "The service that knows the stock. If it is not set, the stock is not checked.");

    public static final Setting<Secret> STOCK_TOKEN = Setting.of(
                    "orders.stock-token", SecretRules.token(), "The token for the service that knows the stock.")
            .inDev(SecretRules.anything())
            .asSecret();

    public static final Setting<Duration> EXPIRE_AFTER = Setting.of(
                    "orders.expire-after", Rules.seconds(1, 31_536_000), "How long an order waits for its shipment.")
            .withDefault("604800s");

    public static final Setting<Duration> EXPIRE_EVERY = Setting.of(
                    "orders.expire-every",
                    Rules.seconds(1, 86_400),
                    "How often orders that waited too long are expired.")
            .withDefault("60s");

    @Override
    public String prefix() {
        return "orders";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(MOST_LINES, SELLER, STOCK_URL, STOCK_TOKEN, EXPIRE_AFTER, EXPIRE_EVERY);
    }
}
