package io.fareway.batch;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a line waits before it is sent again: what the answer asks for, but at least 1 s, 2 s, 4 s ... and at most
 * {@code longest}.
 *
 * @param rounds how often a line is sent again while no provider can answer; while the gateway itself is busy, a line
 *     waits for as long as it takes
 */
record RetryPauses(int rounds, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    /**
     * The pause after this answer.
     *
     * @param round how many answers before this one have asked to wait
     * @return empty when the answer is final
     */
    Optional<Duration> after(LineAnswer answer, int round) {
        if (answer.retryAfter().isEmpty() || (round >= rounds && !answer.gatewayBusy())) {
            return Optional.empty();
        }
        Duration least = Duration.ofSeconds(1L << Math.min(round, MOST_DOUBLINGS));
        Duration asked = answer.retryAfter().get();
        Duration pause = asked.compareTo(least) > 0 ? asked : least;
        return Optional.of(pause.compareTo(longest) > 0 ? longest : pause);
    }
}
