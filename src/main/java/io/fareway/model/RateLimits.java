package io.fareway.model;

import java.util.OptionalLong;

/**
 * How much may be asked for; what is empty is not bounded.
 *
 * @param requestsPerMinute requests that may begin within a minute
 * @param tokensPerMinute tokens of prompts and answers within a minute
 * @param concurrent requests that may be under way at once
 */
public record RateLimits(OptionalLong requestsPerMinute, OptionalLong tokensPerMinute, OptionalLong concurrent) {

    /** Nothing is bounded. */
    public static final RateLimits NONE =
            new RateLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** Whether nothing is bounded. */
    public boolean isUnlimited() {
        return equals(NONE);
    }
}
