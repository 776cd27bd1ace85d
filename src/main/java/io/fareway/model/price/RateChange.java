package io.fareway.model.price;

import io.fareway.model.Meter;
import io.fareway.model.Money;
import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** What becomes of the rates when a condition holds. */
public sealed interface RateChange {

    /** The rates after the change. */
    Rates applyTo(Rates rates);

    /**
     * These figures hold instead; what they do not name stays.
     *
     * @param usdPerMillion USD per million tokens
     * @param usdPerUnit USD per unit
     */
    record Replace(Map<TokenClass, BigDecimal> usdPerMillion, Map<Meter, BigDecimal> usdPerUnit) implements RateChange {
        public Replace {
            usdPerMillion = Rates.tokenRates(usdPerMillion);
            usdPerUnit = Rates.unitRates(usdPerUnit);
        }

        @Override
        public Rates applyTo(Rates rates) {
            EnumMap<TokenClass, BigDecimal> tokens = new EnumMap<>(TokenClass.class);
            tokens.putAll(rates.usdPerMillion());
            tokens.putAll(usdPerMillion);
            EnumMap<Meter, BigDecimal> units = new EnumMap<>(Meter.class);
            units.putAll(rates.usdPerUnit());
            units.putAll(usdPerUnit);
            return new Rates(tokens, units);
        }
    }

    /** Every rate per token is multiplied, for example by 0.5 for a batch; rates per unit stay. */
    record Multiply(BigDecimal factor) implements RateChange {
        public Multiply {
            factor = Money.plain(factor);
            if (factor.signum() < 0) {
                throw new IllegalArgumentException("a negative factor: " + factor.toPlainString());
            }
        }

        @Override
        public Rates applyTo(Rates rates) {
            EnumMap<TokenClass, BigDecimal> tokens = new EnumMap<>(TokenClass.class);
            rates.usdPerMillion().forEach((tokenClass, usd) -> tokens.put(tokenClass, usd.multiply(factor)));
            return new Rates(tokens, rates.usdPerUnit());
        }
    }
}
