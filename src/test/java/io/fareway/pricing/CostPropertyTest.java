package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Cost;
import io.fareway.model.Meter;
import io.fareway.model.Metering;
import io.fareway.model.Money;
import io.fareway.model.Price;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for the cost of any usage at any price. */
class CostPropertyTest {

    private final CostCalculator calculator = new CostCalculator();

    @Property
    void cost_isTheSumOfItsParts(@ForAll("usages") Usage usage, @ForAll("prices") Price price) {
        Cost cost = calculator.cost(usage, price).orElseThrow();

        BigDecimal tokens = cost.byClass().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal units = cost.byMeter().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(cost.usd()).isEqualByComparingTo(tokens.add(units));
    }

    @Property
    void cost_andItsPartsFitTheLedgerWithoutRounding(@ForAll("usages") Usage usage, @ForAll("prices") Price price) {
        Cost cost = calculator.cost(usage, price).orElseThrow();

        long parts = 0;
        for (BigDecimal part : cost.byClass().values()) {
            parts += Money.toPico(part);
        }
        for (BigDecimal part : cost.byMeter().values()) {
            parts += Money.toPico(part);
        }
        assertThat(Money.toPico(cost.usd())).isEqualTo(parts);
        assertThat(parts).isNotNegative();
    }

    @Property
    void cost_isAtMostHalfAPicoDollarAPartFromTheExactProduct(
            @ForAll("usages") Usage usage, @ForAll("prices") Price price) {
        Cost cost = calculator.cost(usage, price).orElseThrow();

        var rates = price.ratesFor(Circumstances.at(price.effectiveFrom()).with(usage));
        cost.byClass().forEach((tokenClass, usd) -> {
            BigDecimal exact = rates.perMillion(tokenClass)
                    .orElseThrow()
                    .multiply(BigDecimal.valueOf(usage.of(tokenClass)))
                    .movePointLeft(6);
            assertThat(usd.subtract(exact).abs()).isLessThanOrEqualTo(new BigDecimal("5e-13"));
        });
    }

    @Property
    void cost_neverFallsWhenMoreIsUsed(
            @ForAll("usages") Usage usage, @ForAll("plainPrices") Price price, @ForAll TokenClass tokenClass) {
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        tokens.putAll(usage.tokens());
        tokens.merge(tokenClass, 1L, Long::sum);

        BigDecimal before = calculator.cost(usage, price).orElseThrow().usd();
        BigDecimal after = calculator
                .cost(new Usage(tokens, false, usage.metering()), price)
                .orElseThrow()
                .usd();

        assertThat(after).isGreaterThanOrEqualTo(before);
    }

    @Provide
    Arbitrary<Usage> usages() {
        Arbitrary<Map<TokenClass, Long>> tokens = Arbitraries.maps(
                Arbitraries.of(TokenClass.class), Arbitraries.longs().between(0, 2_000_000));
        Arbitrary<Map<Meter, BigDecimal>> units = Arbitraries.maps(
                Arbitraries.of(Meter.class),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, new BigDecimal("10000"))
                        .ofScale(7));
        return Combinators.combine(tokens, units, Arbitraries.of(ServiceTier.class))
                .as((counted, metered, tier) ->
                        new Usage(counted, false, new Metering(metered, Optional.of(tier), "")));
    }

    @Provide
    Arbitrary<Price> plainPrices() {
        return Combinators.combine(tokenRates(), unitRates()).as((tokens, units) -> price(tokens, units, List.of()));
    }

    @Provide
    Arbitrary<Price> prices() {
        return Combinators.combine(tokenRates(), unitRates(), rules().list().ofMaxSize(4))
                .as(CostPropertyTest::price);
    }

    private static Arbitrary<RateRule> rules() {
        Arbitrary<RateCondition> conditions = Arbitraries.oneOf(
                Arbitraries.longs().between(1, 1_000_000).map(RateCondition.PromptAbove::new),
                Arbitraries.of(ServiceTier.class).map(RateCondition.HandledAs::new));
        Arbitrary<RateChange> changes = Arbitraries.oneOf(
                rates(3, 6).map(RateChange.Multiply::new),
                Combinators.combine(tokenRates(), unitRates()).as(RateChange.Replace::new));
        return Combinators.combine(conditions.list().ofMinSize(1).ofMaxSize(2), changes)
                .as(RateRule::new);
    }

    private static Arbitrary<Map<TokenClass, BigDecimal>> tokenRates() {
        return Arbitraries.maps(Arbitraries.of(TokenClass.class), rates(2_000, 6))
                .ofSize(TokenClass.values().length);
    }

    private static Arbitrary<Map<Meter, BigDecimal>> unitRates() {
        return Arbitraries.maps(Arbitraries.of(Meter.class), rates(1, 12));
    }

    private static Arbitrary<BigDecimal> rates(long most, int decimals) {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(most))
                .ofScale(decimals);
    }

    private static Price price(Map<TokenClass, BigDecimal> tokens, Map<Meter, BigDecimal> units, List<RateRule> rules) {
        return new Price(
                Prices.DEPLOYMENT,
                Prices.START,
                tokens,
                new PriceTerms(Optional.empty(), units, rules, Optional.empty(), Optional.empty(), Map.of()),
                "a price page",
                LocalDate.of(2026, 8, 1));
    }
}
