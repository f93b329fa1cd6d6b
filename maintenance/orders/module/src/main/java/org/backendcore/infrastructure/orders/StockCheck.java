package org.backendcore.infrastructure.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the stock service responds, as last seen by {@link OrderTasks}. It is UP even if the service does not: DOWN
 * would take all replicas out at once, and with them everything that does not need the stock.
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
