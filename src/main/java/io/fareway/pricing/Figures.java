package io.fareway.pricing;

import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.util.Map;

/** Comparison of price figures by value: 0.5 and 0.50 are the same price. */
final class Figures {

    private Figures() {}

    /** Whether both rows charge the same; where their figures come from may differ. */
    static boolean same(Price one, Price other) {
        return same(one.usdPerMillion(), other.usdPerMillion()) && one.terms().chargesLike(other.terms());
    }

    static boolean same(Map<TokenClass, BigDecimal> one, Map<TokenClass, BigDecimal> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(entry -> entry.getValue().compareTo(other.get(entry.getKey())) == 0);
    }
}
