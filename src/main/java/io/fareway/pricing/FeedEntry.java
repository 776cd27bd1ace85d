package io.fareway.pricing;

import io.fareway.model.TokenClass;
import io.fareway.model.price.RateRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a feed says about one model.
 *
 * @param usdPerMillion USD per million tokens of the classes that it prices
 * @param rules other figures under conditions, for tables that have them
 * @param unreadable classes with a price that cannot be used, and why: these prices are unknown, not zero
 */
record FeedEntry(Map<TokenClass, BigDecimal> usdPerMillion, Map<TokenClass, String> unreadable, List<RateRule> rules) {

    /** The entry of a model that the feed does not list. */
    static final FeedEntry NOT_LISTED = new FeedEntry(Map.of(), Map.of());

    FeedEntry {
        usdPerMillion = Map.copyOf(usdPerMillion);
        unreadable = Map.copyOf(unreadable);
        rules = List.copyOf(rules);
    }

    FeedEntry(Map<TokenClass, BigDecimal> usdPerMillion, Map<TokenClass, String> unreadable) {
        this(usdPerMillion, unreadable, List.of());
    }
}
