package io.fareway.demo;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** When a provider of some profile says what: token n comes at {@code firstToken + n / tokensPerSecond}. */
@Component("demoTempo")
class Tempo {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double timeFactor;

    Tempo(DemoProperties properties) {
        this.timeFactor = properties.timeFactor();
    }

    /** Time from the request until that many tokens have been said. */
    Duration tokens(DemoProperties.Profile profile, int tokens) {
        double nanos = Duration.ofMillis(profile.firstTokenMs()).toNanos()
                + NANOS_PER_SECOND * tokens / profile.tokensPerSecond();
        return Duration.ofNanos(Math.round(nanos * timeFactor));
    }
}
