package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.Cost;
import io.fareway.model.Meter;
import io.fareway.model.Metering;
import io.fareway.model.Money;
import io.fareway.model.Price;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.MonthVolume;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CostCalculatorTest {

    private final CostCalculator calculator = new CostCalculator();

    @Test
    void cost_isTokensTimesPriceByClass() {
        Price price = Prices.text("0.59", "0.79");

        Cost cost = calculator.cost(Usage.ofText(1_200, 80, false), price).orElseThrow();

        assertThat(cost.usd()).isEqualByComparingTo("0.0007712");
        assertThat(cost.byClass().get(TokenClass.INPUT)).isEqualByComparingTo("0.000708");
        assertThat(cost.byClass().get(TokenClass.OUTPUT)).isEqualByComparingTo("0.0000632");
        assertThat(cost.priceId()).isEqualTo(price.id());
    }

    @Test
    void cost_totalIsTheSumOfItsParts() {
        Price price = Prices.of(Map.of(
                TokenClass.INPUT, "0.333333",
                TokenClass.OUTPUT, "1.000001",
                TokenClass.CACHE_READ, "0.033333"));
        Usage usage =
                new Usage(Map.of(TokenClass.INPUT, 7L, TokenClass.OUTPUT, 11L, TokenClass.CACHE_READ, 13L), false);

        Cost cost = calculator.cost(usage, price).orElseThrow();

        BigDecimal sum = cost.byClass().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(cost.usd()).isEqualTo(sum).isEqualByComparingTo("0.000013766671");
    }

    @Test
    void cost_ofTheSmallestPriceFitsTheLedger() {
        Price price = Prices.text("0.000001", "2000");

        Cost cost = calculator.cost(Usage.ofText(1, 0, false), price).orElseThrow();

        assertThat(Money.toPico(cost.usd())).isOne();
    }

    @Test
    void cost_isEmptyWhenAClassWithTokensHasNoPrice() {
        Usage usage = new Usage(Map.of(TokenClass.INPUT, 10L, TokenClass.AUDIO_INPUT, 1L), false);

        Optional<Cost> cost = calculator.cost(usage, Prices.text("1", "2"));

        assertThat(cost).isEmpty();
    }

    @Test
    void cost_chargesCachedTokensAsInputWhenTheyHaveNoPriceOfTheirOwn() {
        Usage usage = new Usage(Map.of(TokenClass.CACHE_READ, 1_000_000L), false);

        Cost cost = calculator.cost(usage, Prices.text("1.5", "2")).orElseThrow();

        assertThat(cost.usd()).isEqualByComparingTo("1.5");
    }

    @Test
    void cost_ofNothingIsZero() {
        Cost cost = calculator.cost(Usage.NONE, Prices.of(Map.of())).orElseThrow();

        assertThat(cost.usd()).isEqualByComparingTo("0");
    }

    @Test
    void price_refusesMoreThanSixDecimals() {
        assertThatThrownBy(() -> Prices.text("0.1234567", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input")
                .hasMessageContaining("more than 6 decimals");
    }

    @Test
    void cost_addsUnitsToTokens() throws Exception {
        Price price = Prices.withTerms("1", "2", "usd-per-unit: {request: \"0.005\", search: \"0.01\"}");
        Usage usage = new Usage(
                Map.of(TokenClass.INPUT, 100L), false, Metering.of(Map.of(Meter.SEARCH, new BigDecimal("2"))));

        Cost cost = calculator.cost(usage, price).orElseThrow();

        assertThat(cost.byMeter())
                .containsEntry(Meter.REQUEST, new BigDecimal("0.005"))
                .containsEntry(Meter.SEARCH, new BigDecimal("0.02"));
        assertThat(cost.usd()).isEqualByComparingTo("0.0251");
    }

    @Test
    void cost_roundsAPartThatIsFinerThanAPicoDollar() throws Exception {
        Price price = Prices.withTerms("0.003625", "1", "rates: [{when: {service-tier: batch}, factor: \"0.5\"}]");
        Usage usage = new Usage(Map.of(TokenClass.INPUT, 3L), false, Metering.NONE.handledAs(ServiceTier.BATCH));

        Cost cost = calculator.cost(usage, price).orElseThrow();

        assertThat(cost.usd()).isEqualByComparingTo("0.000000005438"); // 3 x 0.0018125 = 0.0054375 per million
    }

    @Test
    void cost_withinTheQuotaOfAMonthlyFeeIsZero() throws Exception {
        Price price = Prices.withTerms("1", "2", "monthly-fee: {usd: \"20\", included-tokens: 1000}");
        Circumstances call = Circumstances.at(Prices.START);
        Usage usage = Usage.ofText(500, 500, false);

        assertThat(calculator
                        .cost(usage, price, call.after(new MonthVolume(999, 7)))
                        .orElseThrow()
                        .usd())
                .isEqualByComparingTo("0");
        assertThat(calculator
                        .cost(usage, price, call.after(new MonthVolume(1000, 8)))
                        .orElseThrow()
                        .usd())
                .isEqualByComparingTo("0.0015");
    }
}
