package io.fareway.model;

import java.time.Duration;

/**
 * Bounds of one call to a provider.
 *
 * @param connect until the connection stands
 * @param firstByte until the response headers are here
 * @param firstToken until a stream's first content event is here, counted from the request
 * @param idle between two events of a stream
 * @param total for the whole call
 * @param concurrentCalls how many calls may be under way at this provider at once
 * @param perKey what each of its keys may be used for
 */
public record CallLimits(
        Duration connect,
        Duration firstByte,
        Duration firstToken,
        Duration idle,
        Duration total,
        int concurrentCalls,
        KeyLimits perKey) {

    /** Bounds of calls that leave its keys unbounded. */
    public CallLimits(
            Duration connect,
            Duration firstByte,
            Duration firstToken,
            Duration idle,
            Duration total,
            int concurrentCalls) {
        this(connect, firstByte, firstToken, idle, total, concurrentCalls, KeyLimits.NONE);
    }
}
