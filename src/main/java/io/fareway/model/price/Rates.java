package io.fareway.model.price;

import io.fareway.model.Meter;
import io.fareway.model.Money;
import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The figures that hold for one call.
 *
 * @param usdPerMillion USD per million tokens by class; zero means free, absent means no price of its own
 * @param usdPerUnit USD per unit other than tokens; absent means that the provider does not charge by it
 */
public record Rates(Map<TokenClass, BigDecimal> usdPerMillion, Map<Meter, BigDecimal> usdPerUnit) {

    /** Most decimals that a configured rate per unit may have: a whole pico-dollar. */
    private static final int UNIT_DECIMALS = 12;

    /** Most decimals that a configured rate per million tokens may have: a whole pico-dollar a token. */
    private static final int TOKEN_DECIMALS = 6;

    public Rates {
        usdPerMillion = Map.copyOf(usdPerMillion);
        usdPerUnit = Map.copyOf(usdPerUnit);
    }

    /**
     * USD per million tokens of a class; where it has no price of its own, that of the class it is charged as.
     *
     * @return empty when there is neither: the cost is then unknown, not zero
     */
    public Optional<BigDecimal> perMillion(TokenClass tokenClass) {
        BigDecimal own = usdPerMillion.get(tokenClass);
        return own != null ? Optional.of(own) : tokenClass.chargedAs().flatMap(this::perMillion);
    }

    /** USD per unit; zero for what the provider does not charge by. */
    public BigDecimal perUnit(Meter meter) {
        return usdPerUnit.getOrDefault(meter, BigDecimal.ZERO);
    }

    static Map<TokenClass, BigDecimal> tokenRates(Map<TokenClass, BigDecimal> figures) {
        EnumMap<TokenClass, BigDecimal> checked = new EnumMap<>(TokenClass.class);
        figures.forEach((tokenClass, usd) -> checked.put(tokenClass, rate(tokenClass.label(), usd, TOKEN_DECIMALS)));
        return Map.copyOf(checked);
    }

    static Map<Meter, BigDecimal> unitRates(Map<Meter, BigDecimal> figures) {
        EnumMap<Meter, BigDecimal> checked = new EnumMap<>(Meter.class);
        figures.forEach((meter, usd) -> checked.put(meter, rate(meter.label(), usd, UNIT_DECIMALS)));
        return Map.copyOf(checked);
    }

    private static BigDecimal rate(String name, BigDecimal usd, int decimals) {
        BigDecimal plain = Money.plain(usd);
        if (plain.signum() < 0 || plain.scale() > decimals) {
            throw new IllegalArgumentException("the rate of " + name + " is negative or has more than " + decimals
                    + " decimals: " + usd.toPlainString());
        }
        return plain;
    }
}
