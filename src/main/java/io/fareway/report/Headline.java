package io.fareway.report;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A day in nine figures.
 *
 * @param spendUsd cost of all attempts with a known price; empty when no price is known
 * @param baselineUsd what the baseline deployment would have charged for the requests whose cost and baseline are known;
 *     empty when there are none
 * @param savingUsd baseline less what those requests cost; negative when the baseline would have been cheaper, empty when
 *     nothing could be compared
 * @param savingRatio saving by baseline, six decimals; empty when there is no such figure
 * @param successRate answered requests among those answered or failed; empty when there were none
 * @param attemptsPerRequest empty when there were no requests
 * @param coverage answered requests with a known price among all answered; empty when there were none
 * @param simulated whether demo providers answered
 */
public record Headline(
        Optional<BigDecimal> spendUsd,
        Optional<BigDecimal> baselineUsd,
        Optional<BigDecimal> savingUsd,
        Optional<BigDecimal> savingRatio,
        long requests,
        Optional<BigDecimal> successRate,
        Optional<BigDecimal> attemptsPerRequest,
        Optional<BigDecimal> coverage,
        Simulation simulated) {}
