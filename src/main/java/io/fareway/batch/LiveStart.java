package io.fareway.batch;

import java.time.Instant;
import java.util.Optional;

/**
 * When a line that goes live is to be sent.
 *
 * @param notBefore empty = now
 * @param way live, or off-peak when it was put off, or is
 */
record LiveStart(Optional<Instant> notBefore, Way way) {

    static final LiveStart NOW = new LiveStart(Optional.empty(), Way.LIVE);

    static final LiveStart NOW_CHEAPER = new LiveStart(Optional.empty(), Way.OFF_PEAK);

    static LiveStart later(Instant moment) {
        return new LiveStart(Optional.of(moment), Way.OFF_PEAK);
    }
}
