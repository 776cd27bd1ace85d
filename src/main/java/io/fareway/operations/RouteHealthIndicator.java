package io.fareway.operations;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Down until a revision is live; a refused edit shows in the details and does not make the gateway unhealthy. */
final class RouteHealthIndicator implements HealthIndicator {

    private final LiveRoutes routes;

    RouteHealthIndicator(LiveRoutes routes) {
        this.routes = routes;
    }

    @Override
    public Health health() {
        int revision = routes.revision();
        if (revision == 0) {
            return Health.outOfService()
                    .withDetail("state", "no revision is live")
                    .build();
        }
        String state = routes.lastError()
                .map(error -> "running revision " + revision + ", edit refused: " + error)
                .orElse("running revision " + revision);
        return Health.up()
                .withDetail("revision", revision)
                .withDetail("draining", routes.draining())
                .withDetail("state", state)
                .build();
    }
}
