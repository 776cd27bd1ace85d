package io.fareway.model;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * All budgets, and what they share.
 *
 * @param zone time zone in which days, weeks and months begin
 * @param answerTokens tokens of an answer that are reserved for a request that sets no {@code max_tokens}
 */
public record Budgets(ZoneId zone, int answerTokens, List<Budget> all) {

    /** Spending is not bounded. */
    public static final Budgets NONE = new Budgets(ZoneOffset.UTC, 4_096, List.of());

    public Budgets {
        all = List.copyOf(all);
    }
}
