package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariDataSource;
import io.fareway.model.Deployment;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.MonthVolume;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.MonthVolumes;
import io.fareway.pricing.PriceBook;
import io.fareway.testing.Journeys;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

/** Lines that wait for the hours in which they cost less. */
class OffPeakTest {

    private static final Deployment DEPLOYMENT = new Deployment("owl", "m", "m", 1000, "", false);
    private static final Usage USAGE = Usage.ofText(1000, 300, true);
    private static final Instant PEAK = Instant.parse("2026-11-23T08:07:00Z");

    /** Half price from 16:30 to midnight UTC, where there is such a rule. */
    private static PriceHours hours(String factor) {
        RateRule evening = new RateRule(
                List.of(new RateCondition.Hours(
                        Set.of(DayOfWeek.values()),
                        Set.of(),
                        LocalTime.of(16, 30),
                        LocalTime.MIDNIGHT,
                        ZoneOffset.UTC,
                        RateCondition.Moment.OPENED)),
                new RateChange.Multiply(new BigDecimal(factor)));
        return hours(PriceTerms.NONE.withRules(List.of(evening)));
    }

    private static PriceHours hours(PriceTerms terms) {
        PriceBook book = mock(PriceBook.class);
        when(book.at(any(Deployment.class), any()))
                .thenReturn(Optional.of(new Price(
                        DEPLOYMENT.name(),
                        Instant.EPOCH,
                        Map.of(TokenClass.INPUT, BigDecimal.ONE, TokenClass.OUTPUT, BigDecimal.TWO),
                        terms,
                        "a test",
                        LocalDate.EPOCH)));
        MonthVolumes volumes = mock(MonthVolumes.class);
        when(volumes.before(any(), any())).thenReturn(MonthVolume.NONE);
        return new PriceHours(book, new CostCalculator(), volumes, () -> Journeys.SETTINGS);
    }

    private static Optional<Instant> cheapest(PriceHours hours, Instant end) {
        return hours.cheapest(DEPLOYMENT, USAGE, PEAK, end);
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
    void job_sendsWhatCannotBecomeCheaperAndWaitsWithTheRest(@TempDir Path home) throws IOException {
        try (HikariDataSource dataSource = TestDatabase.sqlite(home)) {
            Instant cheaper = Instant.now().plus(Duration.ofSeconds(3));
            FakeProviders providers = new FakeProviders(FakeProviders::answer);
            BatchFixture batch = new BatchFixture(
                    home, dataSource, providers, FakeWay.puttingOff(line -> line.number() % 2 == 0, cheaper));

            batch.startWith("job.jsonl", BatchFixture.lines(10));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> batch.store.unfinished().isEmpty());

            assertThat(providers.sent().subList(0, 5)).containsExactlyInAnyOrder(1L, 3L, 5L, 7L, 9L);
            assertThat(providers.sent()).hasSize(10);
            assertThat(batch.store.latest(1).getFirst().report())
                    .contains("\"way\":\"off_peak\",\"lines\":5", "\"way\":\"live\",\"lines\":5");
            batch.engine.stop();
        }
    }
}
