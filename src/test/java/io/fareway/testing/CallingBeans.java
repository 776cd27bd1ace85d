package io.fareway.testing;

import io.fareway.ledger.KeyUsage;
import io.fareway.provider.Availability;
import io.fareway.provider.BreakerProperties;
import io.fareway.provider.Bulkheads;
import io.fareway.provider.DeploymentStatistics;
import io.fareway.provider.KeyCaps;
import io.fareway.provider.KeyRing;
import io.fareway.provider.Timers;
import io.fareway.provider.WaitingRoom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The gateway's own beans around a call to a provider, for tests that add settings. */
@Import({Availability.class, Bulkheads.class, WaitingRoom.class, KeyRing.class, KeyCaps.class, Timers.class})
@EnableConfigurationProperties(BreakerProperties.class)
public class CallingBeans {

    /** Nothing was called before. */
    @Bean
    public DeploymentStatistics statistics(Clock clock) {
        return DeploymentStatistics.covering(Duration.ofMinutes(1), clock);
    }

    /** No key was used before. */
    @Bean
    public KeyUsage keyUsage() {
        return (moment, started) -> List.of();
    }

    /** The time of day. */
    @Bean
    public Clock clock() {
        return Clock.systemUTC();
    }
}
