package io.fareway.model.choice;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A model that judges the answers of a tier.
 *
 * @param deployment who judges; an active one
 * @param criteria what a good answer is, in words for the model; empty for none
 * @param minScore answers that get less fail, 0 to 10; 0 = the score is only recorded
 * @param sharePercent how many of the answers are judged; above 0, at most 100
 * @param maxTokens most that its word may be long
 * @param maxCostUsd most that one judgement may cost, estimated before it; a dearer one is not made
 * @param timeLimit within which it must have said its word
 */
public record Judge(
        String deployment,
        String criteria,
        int minScore,
        double sharePercent,
        int maxTokens,
        BigDecimal maxCostUsd,
        Duration timeLimit) {

    /** The best score. */
    public static final int BEST = 10;

    /** Answers that get less fail where nothing is said. */
    public static final int USUAL_MIN_SCORE = 6;

    /** Long enough for a score, where nothing is said. */
    public static final int USUAL_MAX_TOKENS = 200;

    /** Where nothing is said. */
    public static final BigDecimal USUAL_MAX_COST_USD = new BigDecimal("0.01");

    /** Where nothing is said. */
    public static final Duration USUAL_TIME_LIMIT = Duration.ofSeconds(10);
}
