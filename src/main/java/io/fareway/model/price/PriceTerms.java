package io.fareway.model.price;

import io.fareway.model.Meter;
import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a price says beyond its standard figures per token.
 *
 * @param effectiveTo the first moment at which it no longer holds; empty for none
 * @param usdPerUnit USD per unit other than tokens
 * @param rules other rates under conditions, applied in this order, each to what the ones before have left
 * @param monthlyFee a flat fee and what it includes; empty for none
 * @param conversion how the figures became USD; empty when they were USD
 * @param provenance source of single figures, where it differs from that of the row
 */
public record PriceTerms(
        Optional<Instant> effectiveTo,
        Map<Meter, BigDecimal> usdPerUnit,
        List<RateRule> rules,
        Optional<MonthlyFee> monthlyFee,
        Optional<Conversion> conversion,
        Map<TokenClass, Provenance> provenance) {

    /** Standard figures per token and nothing else. */
    public static final PriceTerms NONE =
            new PriceTerms(Optional.empty(), Map.of(), List.of(), Optional.empty(), Optional.empty(), Map.of());

    public PriceTerms {
        usdPerUnit = Rates.unitRates(usdPerUnit);
        rules = List.copyOf(rules);
        provenance = Map.copyOf(provenance);
    }

    /** The same terms with the sources of single figures. */
    public PriceTerms withProvenance(Map<TokenClass, Provenance> sources) {
        return new PriceTerms(effectiveTo, usdPerUnit, rules, monthlyFee, conversion, sources);
    }

    /** The same terms with other rules. */
    public PriceTerms withRules(List<RateRule> others) {
        return new PriceTerms(effectiveTo, usdPerUnit, others, monthlyFee, conversion, provenance);
    }

    /** Whether the price of a call depends on what was used before it in its month. */
    public boolean dependsOnVolume() {
        return monthlyFee.isPresent()
                || rules.stream()
                        .flatMap(rule -> rule.when().stream())
                        .anyMatch(RateCondition.MonthAtLeast.class::isInstance);
    }

    /** Whether both charge the same; where the figures come from may differ. */
    public boolean chargesLike(PriceTerms other) {
        return withProvenance(Map.of()).equals(other.withProvenance(Map.of()));
    }
}
