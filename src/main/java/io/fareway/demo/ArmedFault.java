package io.fareway.demo;

import java.util.OptionalInt;

/**
 * A fault that waits for requests.
 *
 * @param fault what goes wrong
 * @param times how many more requests it hits, at least 1; empty for all until it is switched off
 * @param retryAfterSeconds what a 429 sends as {@code Retry-After}
 */
record ArmedFault(Fault fault, OptionalInt times, int retryAfterSeconds) {

    /** Used when the switch was not told otherwise. */
    static final int DEFAULT_RETRY_AFTER_SECONDS = 5;

    /** Nothing goes wrong. */
    static final ArmedFault NONE = new ArmedFault(Fault.OFF, OptionalInt.empty(), DEFAULT_RETRY_AFTER_SECONDS);

    /** What is left after one more request. */
    ArmedFault next() {
        if (times.isEmpty()) {
            return this;
        }
        int left = times.getAsInt() - 1;
        return left == 0 ? NONE : new ArmedFault(fault, OptionalInt.of(left), retryAfterSeconds);
    }
}
