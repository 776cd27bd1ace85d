package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fareway.model.Deployment;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.MonthVolume;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PriceHoursTest {

    private static final Deployment DEPLOYMENT = new Deployment("owl", "m", "m", 1000, "", false);
    private static final Usage USAGE = Usage.ofText(1000, 300, true);
    private static final Instant PEAK = Instant.parse("2026-11-23T08:07:00Z");

    private final PriceBook book = mock(PriceBook.class);
    private final MonthVolumes volumes = mock(MonthVolumes.class);
    private final PriceHours prices = new PriceHours(book, new CostCalculator(), volumes, () -> Journeys.SETTINGS);

    /** Half price from 16:30 to midnight UTC, where there is such a rule. */
    private PriceHours hours(String factor) {
        return hours(PriceTerms.NONE.withRules(List.of(evening(factor))));
    }

    private static RateRule evening(String factor) {
        return new RateRule(
                List.of(new RateCondition.Hours(
                        Set.of(DayOfWeek.values()),
                        Set.of(),
                        LocalTime.of(16, 30),
                        LocalTime.MIDNIGHT,
                        ZoneOffset.UTC,
                        RateCondition.Moment.OPENED)),
                new RateChange.Multiply(new BigDecimal(factor)));
    }

    private PriceHours hours(PriceTerms terms) {
        when(book.at(any(Deployment.class), any())).thenReturn(Optional.of(price("1", terms)));
        when(volumes.before(any(), any())).thenReturn(MonthVolume.NONE);
        return prices;
    }

    private static Price price(String usd, PriceTerms terms) {
        return new Price(
                DEPLOYMENT.name(),
                Instant.EPOCH,
                Map.of(TokenClass.INPUT, new BigDecimal(usd), TokenClass.OUTPUT, new BigDecimal(usd)),
                terms,
                "a test",
                LocalDate.EPOCH);
    }

    private static Optional<Instant> cheapest(PriceHours hours, Instant end) {
        return hours.cheapest(List.of(DEPLOYMENT), USAGE, PEAK, end);
    }

    @Test
    void cheapest_isTheFirstQuarterOfTheCheaperHours() {
        assertThat(cheapest(hours("0.5"), PEAK.plus(Duration.ofDays(1))))
                .contains(Instant.parse("2026-11-23T16:30:00Z"));
    }

    @Test
    void cheapest_isNow_whenTheDeadlineIsBeforeTheCheaperHours() {
        assertThat(cheapest(hours("0.5"), PEAK.plus(Duration.ofHours(8)))).isEmpty();
    }

    @Test
    void cheapest_isNow_whenItSavesLessThanATenth() {
        assertThat(cheapest(hours("0.95"), PEAK.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void cheapest_isNow_whenThePriceIsTheSameAtAllHours() {
        assertThat(cheapest(hours(PriceTerms.NONE), PEAK.plus(Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void isCheaper_comparesWithTheHourAtWhichTheJobCame() {
        PriceHours hours = hours("0.5");

        assertThat(hours.isCheaper(DEPLOYMENT, USAGE, PEAK.plus(Duration.ofHours(10)), PEAK))
                .isTrue();
        assertThat(hours.isCheaper(DEPLOYMENT, USAGE, PEAK.plus(Duration.ofHours(1)), PEAK))
                .isFalse();
    }

    @Test
    void cheapest_isNow_whenItIsTooLateAlready() {
        assertThat(cheapest(hours("0.5"), PEAK.minusSeconds(60))).isEmpty();
    }

    @Test
    void cheapest_isNow_whereNoPriceIsKnown() {
        when(book.at(any(Deployment.class), any())).thenReturn(Optional.empty());

        assertThat(cheapest(prices, PEAK.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void cheapest_isNow_whereAnotherCandidateIsCheaperAtAllHours() {
        Deployment other = new Deployment("day", "m", "m", 1000, "", false);
        PriceHours hours = hours("0.5");
        when(book.at(eq(other), any())).thenReturn(Optional.of(price("0.1", PriceTerms.NONE)));

        assertThat(hours.cheapest(List.of(DEPLOYMENT, other), USAGE, PEAK, PEAK.plus(Duration.ofDays(1))))
                .isEmpty();
    }
}
