package io.fareway.pricing;

import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a feed says about one model.
 *
 * @param usdPerMillion USD per million tokens of the classes that it prices
 * @param unreadable classes with a price that cannot be used, and why: these prices are unknown, not zero
 */
record FeedEntry(Map<TokenClass, BigDecimal> usdPerMillion, Map<TokenClass, String> unreadable) {

    /** The entry of a model that the feed does not list. */
    static final FeedEntry NOT_LISTED = new FeedEntry(Map.of(), Map.of());

    FeedEntry {
        usdPerMillion = Map.copyOf(usdPerMillion);
        unreadable = Map.copyOf(unreadable);
    }
}
