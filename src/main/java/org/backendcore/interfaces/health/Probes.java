package org.backendcore.interfaces.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import org.backendcore.infrastructure.database.DatabaseState;
import org.backendcore.infrastructure.database.DatabaseWatch;
import org.backendcore.infrastructure.shutdown.Drain;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The three probes. None of them queries the database: readiness repeats the watch's result. */
@Dependent
final class Probes {

    /** UP as long as the process can respond, whatever the database does. */
    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck live() {
        return () -> HealthCheckResponse.up("process");
    }

    /** UP as soon as it can be queried, because the application is deployed only after the checked start. */
    @Produces
    @Startup
    @ApplicationScoped
    HealthCheck started() {
        return () -> HealthCheckResponse.up("start");
    }

    /** UP while the database answers. */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck ready(DatabaseWatch watch) {
        return () -> response(watch.state());
    }

    /** DOWN until the application can respond, and again from SIGTERM on, so that a proxy stops sending requests. */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck serving(Drain drain) {
        return () ->
                HealthCheckResponse.named("serving").status(drain.serving()).build();
    }

    private static HealthCheckResponse response(DatabaseState database) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("database").status(database.up());
        database.problem().ifPresent(problem -> response.withData("problem", problem));
        return response.build();
    }
}
