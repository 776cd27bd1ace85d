package io.fareway.pricing;

import io.fareway.model.Money;
import io.fareway.model.TokenClass;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whose rules hold beside refreshed figures: those that a person wrote stay; those of a feed are taken when none
 * of their figures is zero or further than a factor from the standard one.
 */
final class FeedRules {

    private final BigDecimal maxFactor;

    FeedRules(BigDecimal maxFactor) {
        this.maxFactor = maxFactor;
    }

    /**
     * The rules for the next row.
     *
     * @param rules those that hold
     * @param change what the feed gives otherwise; empty when it gives none, the same, or is not asked
     */
    record Choice(List<RateRule> rules, Optional<RefreshReport.RuleChange> change) {}

    /**
     * Chooses for one deployment.
     *
     * @param written rules of the configured row in force: a person's, which no feed changes
     * @param inForce rules of the price in force
     * @param entry what the feed says
     * @param after standard figures of the next row
     */
    Choice choose(
            String deployment,
            List<RateRule> written,
            List<RateRule> inForce,
            FeedEntry entry,
            Map<TokenClass, BigDecimal> after) {
        if (!written.isEmpty()) {
            return new Choice(written, Optional.empty());
        }
        if (entry.rules().isEmpty() || entry.rules().equals(inForce)) {
            return new Choice(inForce, Optional.empty());
        }
        Optional<String> objection =
                entry.rules().stream().flatMap(rule -> objections(rule, after)).findFirst();
        return new Choice(
                objection.isPresent() ? inForce : entry.rules(),
                Optional.of(new RefreshReport.RuleChange(
                        deployment, objection.isEmpty(), objection.orElse("near the standard rates"))));
    }

    private Stream<String> objections(RateRule rule, Map<TokenClass, BigDecimal> standard) {
        return rule.then() instanceof RateChange.Replace replace
                ? replace.usdPerMillion().entrySet().stream()
                        .flatMap(figure -> objection(
                                figure.getKey(),
                                figure.getValue(),
                                Optional.ofNullable(standard.get(figure.getKey()))
                                        .orElse(BigDecimal.ZERO))
                                .stream())
                : Stream.of("a factor, where the feed should give figures");
    }

    private Optional<String> objection(TokenClass tokenClass, BigDecimal usd, BigDecimal standard) {
        boolean near = usd.signum() > 0
                && standard.signum() > 0
                && usd.compareTo(standard.multiply(maxFactor)) <= 0
                && standard.compareTo(usd.multiply(maxFactor)) <= 0;
        return near
                ? Optional.empty()
                : Optional.of(tokenClass.label() + " at " + Money.format(usd) + " is zero or more than a factor "
                        + Money.format(maxFactor) + " from the standard " + Money.format(standard));
    }
}
