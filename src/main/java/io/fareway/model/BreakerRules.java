package io.fareway.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a circuit breaker differs from that of the others; what is empty is as theirs.
 *
 * @param window calls of this last while are counted
 * @param failures it opens with more failed calls than this in the window
 * @param failureRate if they are also at least so many per cent of the calls in the window
 * @param slowCall a call that takes longer is slow
 * @param slowCallRate per cent of slow calls from which it opens
 * @param open how long it stays open before one probe is let through
 */
public record BreakerRules(
        Optional<Duration> window,
        Optional<Integer> failures,
        Optional<Integer> failureRate,
        Optional<Duration> slowCall,
        Optional<Integer> slowCallRate,
        Optional<Duration> open) {

    /** As the others. */
    public static final BreakerRules USUAL = new BreakerRules(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
