package io.fareway.model.choice;

import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.util.Map;

/** What becomes of a deployment whose price is unknown. It never counts as free. */
public sealed interface UnknownPrice {

    /** It may answer what no limit and no budget bounds, after those of known price where the order goes by cost. */
    record Unbounded() implements UnknownPrice {}

    /** It may not answer. */
    record Refuse() implements UnknownPrice {}

    /**
     * It may answer; limits, orders and budgets reckon with a ceiling. Its cost is still booked as unknown.
     *
     * @param usdPerMillion USD per million tokens; input and output at least
     */
    record ReserveCeiling(Map<TokenClass, BigDecimal> usdPerMillion) implements UnknownPrice {
        public ReserveCeiling {
            usdPerMillion = Map.copyOf(usdPerMillion);
        }
    }
}
