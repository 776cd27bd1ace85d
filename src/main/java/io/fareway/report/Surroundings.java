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
 * @param overrides operators' overrides that were in force in its period, oldest first
 * @param experiments what was tried out in its period
 * @param counts how far our own token counts were from the providers', in hours of its period that are added up
 * @param outlook the month ahead, fees, and what no longer holds
 */
record Surroundings(
        List<BudgetLine> budgets,
        List<PriceEdit> prices,
        List<OverrideInForce> overrides,
        ExperimentSection experiments,
        List<CountErrors.ModelError> counts,
        OutlookSection outlook) {

    Surroundings {
        budgets = List.copyOf(budgets);
        prices = List.copyOf(prices);
        overrides = List.copyOf(overrides);
        counts = List.copyOf(counts);
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
     * An operator's override.
     *
     * @param what for example {@code drain groq}
     * @param reason why, in the operator's words
     * @param author who ordered it
     * @param to when it ended or will end
     */
    record OverrideInForce(String what, String reason, String author, Instant from, Instant to) {

        static String what(String kind, String subject, String tier, int sharePercent) {
            return kind + " " + subject
                    + (kind.equals("cap") ? " at " + sharePercent + " %" : "")
                    + (tier.isEmpty() ? "" : " in tier " + tier);
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
