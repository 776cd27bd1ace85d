package io.fareway.pricing;

import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param current the price in force
     * @param entry what the feed says
     * @param feedName of the feed: rules of a row that came from it are its own to change
     * @param after standard figures of the next row
     */
    List<RateRule> choose(
            Optional<Price> current, FeedEntry entry, String feedName, Map<TokenClass, BigDecimal> after) {
        List<RateRule> inForce = current.map(price -> price.terms().rules()).orElse(List.of());
        boolean ofThisFeed = inForce.isEmpty() || current.map(Price::source).equals(Optional.of(feedName));
        return ofThisFeed
                        && entry.rules().stream().allMatch(rule -> isSane(rule, after))
                        && !entry.rules().isEmpty()
                ? entry.rules()
                : inForce;
    }

    private boolean isSane(RateRule rule, Map<TokenClass, BigDecimal> standard) {
        return rule.then() instanceof RateChange.Replace replace
                && replace.usdPerMillion().entrySet().stream()
                        .allMatch(figure -> isNear(
                                figure.getValue(),
                                Optional.ofNullable(standard.get(figure.getKey()))
                                        .orElse(BigDecimal.ZERO)));
    }

    private boolean isNear(BigDecimal usd, BigDecimal standard) {
        return usd.signum() > 0
                && standard.signum() > 0
                && usd.compareTo(standard.multiply(maxFactor)) <= 0
                && standard.compareTo(usd.multiply(maxFactor)) <= 0;
    }
}
