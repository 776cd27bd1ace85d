package io.fareway.admission.budget;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A set share of a budget is spent.
 *
 * @param subject the caller, team, tier or provider; empty for everything
 * @param percent the share that was set
 * @param closesAt when it begins anew
 */
public record BudgetWarning(
        String budget, String subject, int percent, BigDecimal spentUsd, BigDecimal limitUsd, Instant closesAt) {}
