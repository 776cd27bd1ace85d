package io.fareway.model;

import java.util.OptionalLong;

/**
 * How much may be asked for under one key in a day and in a month, both in UTC; what is empty is not bounded.
 *
 * @param requestsPerDay calls that may begin in a day
 * @param tokensPerDay tokens of prompts and answers in a day
 * @param requestsPerMonth calls that may begin in a calendar month
 * @param tokensPerMonth tokens of prompts and answers in a calendar month
 */
public record UsageCaps(
        OptionalLong requestsPerDay,
        OptionalLong tokensPerDay,
        OptionalLong requestsPerMonth,
        OptionalLong tokensPerMonth) {

    /** Nothing is bounded. */
    public static final UsageCaps NONE =
            new UsageCaps(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
