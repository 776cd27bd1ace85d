package io.fareway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Money;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.PriceTerms;
import io.fareway.pricing.CostCalculator;
import io.fareway.provider.Measured;
import io.fareway.provider.Measured.Latency;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CostEstimateTest {

    private final CostCalculator costs = new CostCalculator();
    private final CostEstimate estimate = new CostEstimate(costs);

    @Test
    void expected_countsCacheShareMeasuredLengthAndFailures() {
        Measured measured = new Measured(100, 0.94, Latency.NONE, Latency.NONE, 50, 200, 0.25);

        OptionalLong pico =
                estimate.expected(demand(1_000, OptionalLong.empty()), measured, price("0.60", "0.06", "1.20"));

        assertThat(Money.fromPico(pico.orElseThrow())).isEqualByComparingTo("0.00075");
    }

    @Test
    void expected_neverReckonsWithMoreThanTheCallerAllows() {
        Measured verbose = new Measured(100, 1, Latency.NONE, Latency.NONE, 50, 5_000, 0);

        OptionalLong pico = estimate.expected(demand(0, OptionalLong.of(10)), verbose, price("1", "1", "1"));

        assertThat(Money.fromPico(pico.orElseThrow())).isEqualByComparingTo("0.00001");
    }

    @Test
    void expected_takesNoMoreThanTheWholePromptFromTheCache() {
        Measured silent = new Measured(100, 1, Latency.NONE, Latency.NONE, 50, 0, 0);
        Demand demand = demand(1_000, OptionalLong.empty());
        Price plain = price("1", "0.1", "2");
        Price byTerms = new Price(
                plain.deployment(),
                plain.effectiveFrom(),
                plain.usdPerMillion(),
                new PriceTerms(
                        Optional.of(Instant.MAX), Map.of(), List.of(), Optional.empty(), Optional.empty(), Map.of()),
                plain.source(),
                plain.sourceDate());

        OptionalLong ofPlain = estimate.expected(demand, silent, 1_400, plain);
        OptionalLong ofTerms = estimate.expected(demand, silent, 1_400, byTerms);

        assertThat(Money.fromPico(ofPlain.orElseThrow())).isEqualByComparingTo("0.0001");
        assertThat(ofTerms).isEqualTo(ofPlain);
    }

    @Test
    void ceiling_takesTheWholePromptUncachedAndTheLongestAnswerAllowed() {
        Measured cached = new Measured(100, 0.5, Latency.NONE, Latency.NONE, 50, 10, 1);

        OptionalLong pico = estimate.ceiling(demand(1_000, OptionalLong.of(500)), cached, price("1", "0.1", "2"));

        assertThat(Money.fromPico(pico.orElseThrow())).isEqualByComparingTo("0.002");
    }

    @Property
    void ceiling_isWhatTheLedgerWouldBook(
            @ForAll @IntRange(max = 1_000_000) int prompt,
            @ForAll @IntRange(min = 1, max = 100_000) int answer,
            @ForAll @IntRange(max = 99_999_999) int microInput,
            @ForAll @IntRange(max = 99_999_999) int microOutput) {
        Price price = price(
                BigDecimal.valueOf(microInput, 6).toPlainString(),
                "0",
                BigDecimal.valueOf(microOutput, 6).toPlainString());

        OptionalLong pico = estimate.ceiling(demand(prompt, OptionalLong.of(answer)), Measured.NOTHING, price);

        assertThat(Money.fromPico(pico.orElseThrow()))
                .isEqualByComparingTo(costs.cost(Usage.ofText(prompt, answer, true), price)
                        .orElseThrow()
                        .usd());
    }

    @Test
    void newPrice_countsAtOnce() {
        Demand demand = demand(1_000_000, OptionalLong.of(1));
        estimate.ceiling(demand, Measured.NOTHING, price("1", "1", "0"));

        OptionalLong pico = estimate.ceiling(demand, Measured.NOTHING, price("2", "1", "0"));

        assertThat(Money.fromPico(pico.orElseThrow())).isEqualByComparingTo("2");
    }

    private static Demand demand(long prompt, OptionalLong mostAnswer) {
        return new Demand(prompt, mostAnswer, Set.of(), false, Instant.EPOCH);
    }

    private static Price price(String input, String cached, String output) {
        return new Price(
                "a/m",
                Instant.EPOCH,
                Map.of(
                        TokenClass.INPUT,
                        new BigDecimal(input),
                        TokenClass.CACHE_READ,
                        new BigDecimal(cached),
                        TokenClass.OUTPUT,
                        new BigDecimal(output)),
                "test",
                LocalDate.EPOCH);
    }
}
