package io.fareway.model;

/**
 * What one key of a provider may be used for.
 *
 * @param rates calls and tokens in a minute, and calls under way at once
 * @param caps calls and tokens in a day and in a month
 */
public record KeyLimits(RateLimits rates, UsageCaps caps) {

    /** Nothing is bounded. */
    public static final KeyLimits NONE = new KeyLimits(RateLimits.NONE, UsageCaps.NONE);
}
