package io.fareway.model;

/**
 * Somebody who may ask this gateway: a person, an application, or a service under one or more keys of its own.
 *
 * @param name unique among the callers; empty for {@link #UNNAMED}
 * @param team whose work it belongs to; empty for none
 * @param userTier what it is entitled to, for example {@code premium}; empty for none
 * @param profile name of the profile that its requests get where they ask for none; empty for none
 * @param limits what it may ask for
 */
public record Caller(String name, String team, String userTier, String profile, RateLimits limits) {

    /** Whoever is let in without a key of its own. */
    public static final Caller UNNAMED = new Caller("", "", "", "", RateLimits.NONE);
}
