package io.fareway.report;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The figures of one provider, one tier, one hour, or of the whole period.
 *
 * @param share its part of all requests of the period
 * @param costShare its part of what the period cost
 * @param success answered ones among those answered or failed; refusals and cancellations count neither way
 * @param savingParts where the saving of its answers comes from
 * @param latency durations in ms of what was answered
 * @param firstByte ms to the first byte of what was answered
 */
record Group(
        String name,
        Ratio share,
        Ratio costShare,
        Ratio success,
        RequestSums requests,
        AttemptSums attempts,
        SavingSums savingParts,
        Percentiles latency,
        Percentiles firstByte) {

    private static final int PICO_DOLLARS = 12;

    /** USD of all attempts with a known price; empty when there are only attempts with an unknown one. */
    Optional<BigDecimal> cost() {
        boolean unknown = attempts.costPico() == 0 && attempts.unpriced() > 0;
        return unknown ? Optional.empty() : Optional.of(Money.fromPico(attempts.costPico()));
    }

    /** Whether the cost is a lower bound, because an attempt has no known price. */
    boolean costsMore() {
        return attempts.unpriced() > 0;
    }

    /** USD that one answered request cost, with failed attempts and failed requests in it; empty without an answer. */
    Optional<BigDecimal> costPerSuccess() {
        return requests.answered() == 0
                ? Optional.empty()
                : cost().map(usd ->
                        usd.divide(BigDecimal.valueOf(requests.answered()), PICO_DOLLARS, RoundingMode.HALF_UP));
    }

    /** USD of the attempts that did not end in an answer. */
    BigDecimal unansweredCost() {
        return Money.fromPico(attempts.unansweredCostPico());
    }

    /** USD that saving is worked out from: the cost of compared and of unanswered requests. */
    BigDecimal comparedCost() {
        return Money.fromPico(attempts.comparedCostPico());
    }

    /** USD that the baseline deployment would have charged for the compared requests; empty when there are none. */
    Optional<BigDecimal> baseline() {
        return requests.compared() == 0 ? Optional.empty() : Optional.of(Money.fromPico(requests.baselinePico()));
    }

    /**
     * Baseline less {@link #comparedCost()} in USD; negative when the baseline would have been cheaper, empty when there
     * is nothing to compare.
     */
    Optional<BigDecimal> saving() {
        boolean nothing = requests.compared() == 0 && attempts.comparedCostPico() == 0;
        return nothing
                ? Optional.empty()
                : Optional.of(Money.fromPico(Math.subtractExact(requests.baselinePico(), attempts.comparedCostPico())));
    }

    /** The saving, split into causes that sum to it. */
    Savings savings() {
        return Savings.of(requests, savingParts, attempts);
    }

    /** Saving by baseline; empty when nothing was compared or the baseline is free. */
    Optional<BigDecimal> savingRatio() {
        return saving().flatMap(usd -> Ratio.of(usd, Money.fromPico(requests.baselinePico())));
    }

    /** Answered requests with a known price among all that were answered. */
    Ratio coverage() {
        return new Ratio(requests.priced(), requests.answered());
    }

    /** Tokens with a known price among all tokens. */
    Ratio tokenCoverage() {
        long all = attempts.tokensIn() + attempts.tokensOut();
        return new Ratio(all - attempts.unpricedTokens(), all);
    }

    /** How many attempts a request took. */
    Ratio attemptsPerRequest() {
        return new Ratio(attempts.attempts(), requests.requests());
    }
}
