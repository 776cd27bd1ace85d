package io.fareway.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a report tells besides its own figures.
 *
 * @param budgets as they stood at its end, or when it was written
 * @param prices changes that refreshes found in its period, the latest first
 */
record Surroundings(List<BudgetLine> budgets, List<PriceEdit> prices) {

    Surroundings {
        budgets = List.copyOf(budgets);
        prices = List.copyOf(prices);
    }

    /**
     * A budget's window.
     *
     * @param subject the caller, team, tier or provider; empty for everything
     * @param forecastUsd what is spent at its end if it goes on as on average; empty in its first hour
     */
    record BudgetLine(
            String budget,
            String subject,
            Instant opensAt,
            Instant closesAt,
            BigDecimal limitUsd,
            BigDecimal spentUsd,
            Optional<BigDecimal> forecastUsd) {

        /** Part of the limit that is spent; empty when the limit is nothing. */
        Optional<BigDecimal> share() {
            return Ratio.of(spentUsd, limitUsd);
        }
    }

    /**
     * A change that a price refresh found.
     *
     * @param oldUsd USD per million tokens; empty text for none before
     * @param verdict taken or quarantined
     */
    record PriceEdit(
            Instant seenAt,
            String deployment,
            String tokenClass,
            String oldUsd,
            String newUsd,
            String verdict,
            String reason) {}
}
