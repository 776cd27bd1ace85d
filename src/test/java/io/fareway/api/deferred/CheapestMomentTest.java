package io.fareway.api.deferred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceBook;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheapestMomentTest {

    private static final Instant NOON = Instant.parse("2026-03-10T12:07:00Z");

    private final PriceBook prices = mock(PriceBook.class);
    private final CheapestMoment cheapest = new CheapestMoment(prices, new CostCalculator());
    private final Journey journey = Journeys.journey("r1").build();

    @BeforeEach
    void halfPriceAtNight() {
        RateRule night = new RateRule(
                List.of(new RateCondition.Hours(
                        EnumSet.allOf(DayOfWeek.class),
                        Set.of(),
                        LocalTime.of(16, 30),
                        LocalTime.of(0, 30),
                        ZoneOffset.UTC,
                        RateCondition.Moment.OPENED)),
                new RateChange.Multiply(new BigDecimal("0.5")));
        Price price = new Price(
                "groq/llama",
                Instant.EPOCH,
                Map.of(TokenClass.INPUT, BigDecimal.ONE, TokenClass.OUTPUT, BigDecimal.ONE),
                new PriceTerms(
                        Optional.empty(), Map.of(), List.of(night), Optional.empty(), Optional.empty(), Map.of()),
                "test",
                LocalDate.EPOCH);
        when(prices.at(any(Deployment.class), any())).thenReturn(Optional.of(price));
        journey.plan(List.of(Journeys.GROQ));
    }

    @Test
    void moment_isTheFirstAtWhichTheCheapHoursHold() {
        assertThat(cheapest.of(journey, NOON, NOON.plusSeconds(24 * 3600)))
                .isEqualTo(Instant.parse("2026-03-10T16:30:00Z"));
    }

    @Test
    void moment_isNowWhenTheCheapHoursBeginTooLate() {
        assertThat(cheapest.of(journey, NOON, NOON.plusSeconds(3600))).isEqualTo(NOON);
    }

    @Test
    void moment_isNowWhenItHasToBeSentAlready() {
        assertThat(cheapest.of(journey, NOON, NOON.minusSeconds(60))).isEqualTo(NOON);
    }

    @Test
    void moment_isNowWhereNoPriceIsKnown() {
        when(prices.at(any(Deployment.class), any())).thenReturn(Optional.empty());

        assertThat(cheapest.of(journey, NOON, NOON.plusSeconds(24 * 3600))).isEqualTo(NOON);
    }
}
