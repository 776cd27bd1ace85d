package io.fareway.model.experiment;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much worse than the control a trial may be before it is stopped.
 *
 * @param minRequests that each side must have before anything is compared
 * @param maxFailurePoints percentage points by which its failure rate may be higher; empty = not looked at
 * @param maxCostPercent percent by which its mean cost per request may be higher; empty = not looked at
 * @param maxLatencyPercent percent by which the p95 of its answers may be later; empty = not looked at
 * @param maxCheckPoints percentage points by which the share of its answers that fail a check may be higher; empty = not
 *     looked at
 * @param maxScorePoints by how much its judged score may be lower, of 10; empty = not looked at
 * @param window how far back requests are compared, so that a long good past hides no bad present
 */
public record Guard(
        int minRequests,
        Optional<BigDecimal> maxFailurePoints,
        Optional<BigDecimal> maxCostPercent,
        Optional<BigDecimal> maxLatencyPercent,
        Optional<BigDecimal> maxCheckPoints,
        Optional<BigDecimal> maxScorePoints,
        Duration window) {

    /** Of each side, where nothing is said. */
    public static final int USUAL_MIN_REQUESTS = 100;

    /** Where nothing is said. */
    public static final Duration USUAL_WINDOW = Duration.ofHours(24);

    /** Looks at nothing. */
    public static final Guard NONE = new Guard(
            USUAL_MIN_REQUESTS,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            USUAL_WINDOW);

    /** Whether there is anything it looks at. */
    public boolean looks() {
        return Stream.of(maxFailurePoints, maxCostPercent, maxLatencyPercent, maxCheckPoints, maxScorePoints)
                .anyMatch(Optional::isPresent);
    }
}
