package io.fareway.provider;

import io.fareway.ledger.RecentCalls;
import java.time.Clock;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Reads the latest calls from the ledger at start, so that a restart does not forget who is fast and reliable. */
@Component
@DependsOnDatabaseInitialization
final class StatisticsWarmUp implements SmartLifecycle {

    /** After the ledger (0) and before the web server. */
    private static final int PHASE = 1;

    private final RecentCalls ledger;
    private final DeploymentStatistics statistics;
    private final StatisticsProperties properties;
    private final Clock clock;
    private volatile boolean running;

    StatisticsWarmUp(
            RecentCalls ledger, DeploymentStatistics statistics, StatisticsProperties properties, Clock clock) {
        this.ledger = ledger;
        this.statistics = statistics;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void start() {
        ledger.since(clock.instant().minus(properties.window().multipliedBy(2)), properties.warmUp())
                .forEach(statistics::add);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
