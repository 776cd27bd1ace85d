package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.Cost;
import io.fareway.model.Money;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
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
}
