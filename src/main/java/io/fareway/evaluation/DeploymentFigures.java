package io.fareway.evaluation;

import io.fareway.report.statistics.Estimate;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * How a deployment did.
 *
 * @param passed answers that pass all their checks by answers, with Wilson's interval
 * @param byCheck the same for each kind of check by itself
 * @param firstTokenP50 ms; this and the other durations of answers only, with intervals by order statistics
 * @param betweenTokensP50 microseconds between two tokens of an answer, its mean
 * @param tokensPerSecond output tokens of all answers by the time from the first call to the last end
 * @param usd what all calls cost whose price is known, exactly
 * @param usdPerCall the mean, with the interval of Student's t
 * @param unpriced answers whose price is not known
 * @param errors calls without an answer by reason
 * @param objections failed checks by prompt and reason, the most frequent first
 */
record DeploymentFigures(
        String deployment,
        boolean simulated,
        long calls,
        long answered,
        Optional<Estimate> passed,
        Map<String, Estimate> byCheck,
        Optional<Estimate> firstTokenP50,
        Optional<Estimate> firstTokenP95,
        Optional<Estimate> betweenTokensP50,
        Optional<Estimate> p50,
        Optional<Estimate> p95,
        Optional<Estimate> p99,
        double tokensPerSecond,
        BigDecimal usd,
        Optional<Estimate> usdPerCall,
        long unpriced,
        Map<String, Long> errors,
        Map<String, Long> objections) {}
