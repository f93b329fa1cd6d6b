package org.backendcore.infrastructure.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the stock answers, as {@link OrderTasks} last saw it. It is UP also when it does not: DOWN would take every replica out at
 * once, and with them all that needs no stock.
 */
@ApplicationScoped
@Readiness
public class StockCheck implements HealthCheck {
    @Inject
    private HttpStock stock;

    private volatile boolean answers = true;

    void look() {
        answers = stock.answers();
    }

    @Override
    public HealthCheckResponse call() {
        // As text, which Payara Micro makes of anything.
        return HealthCheckResponse.named("stock")
                .up()
                .withData("answers", answers ? "yes" : "no")
                .build();
    }
}
