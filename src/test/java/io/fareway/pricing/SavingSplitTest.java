package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Attempt;
import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.Price;
import io.fareway.model.SavingParts;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/** Where a saving comes from; worked out by hand, and summing to the whole for whatever prices and usage. */
class SavingSplitTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Deployment FIRST = deployment("first");
    private static final Deployment SECOND = deployment("second");
    private static final String BASELINE = Journeys.SETTINGS.baseline();

    private final CostCalculator costs = new CostCalculator();
    private PriceBook prices;
    private SavingSplit split;

    @BeforeEach
    void emptyBook(@TempDir Path folder) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("prices.db"));
        Flyway.configure().dataSource(database).load().migrate();
        prices = new PriceBook(
                JdbcClient.create(database),
                Clock.fixed(FROM, ZoneOffset.UTC),
                new PriceProperties("", 45, new BigDecimal("3"), folder));
        split = new SavingSplit(prices, costs);
    }

    @Test
    void routing_isThePreferredDeploymentAgainstTheBaseline() {
        prices.configured(List.of(price(BASELINE, "10", "10"), price(FIRST.name(), "4", "4")));

        SavingParts parts = split(journey(FIRST, Usage.ofText(1_000_000, 0, false), FIRST));

        assertThat(parts).isEqualTo(parts("6", "0", "0", "0", "0"));
    }

    @Test
    void failover_isWhatTheSecondChoiceCostMore() {
        prices.configured(
                List.of(price(BASELINE, "10", "10"), price(FIRST.name(), "4", "4"), price(SECOND.name(), "5", "5")));

        SavingParts parts = split(journey(SECOND, Usage.ofText(1_000_000, 0, false), FIRST, SECOND));

        assertThat(parts).isEqualTo(parts("6", "-1", "0", "0", "0"));
    }

    @Test
    void cache_countsBeyondWhatTheBaselineWouldHaveSaved() {
        Price baseline = price(BASELINE, Map.of("input", "10", "cache_read", "9", "output", "1"), PriceTerms.NONE);
        Price answering = price(FIRST.name(), Map.of("input", "5", "cache_read", "3", "output", "1"), PriceTerms.NONE);
        prices.configured(List.of(baseline, answering));

        SavingParts parts = split(journey(FIRST, new Usage(Map.of(TokenClass.CACHE_READ, 1_000_000L), false), FIRST));

        assertThat(parts).isEqualTo(parts("5", "0", "1", "0", "0"));
    }

    @Test
    void offPeak_isTheRateOfTheHour() {
        RateRule night = new RateRule(
                List.of(new RateCondition.Hours(
                        Set.of(DayOfWeek.values()),
                        Set.of(),
                        LocalTime.MIDNIGHT,
                        LocalTime.MIDNIGHT,
                        ZoneOffset.UTC,
                        RateCondition.Moment.OPENED)),
                new RateChange.Multiply(new BigDecimal("0.5")));
        prices.configured(List.of(
                price(BASELINE, "10", "10"), price(FIRST.name(), Map.of("input", "4", "output", "4"), terms(night))));

        SavingParts parts = split(journey(FIRST, Usage.ofText(1_000_000, 0, false), FIRST));

        assertThat(parts).isEqualTo(parts("6", "0", "0", "0", "2"));
    }

    @Test
    void unknownPriceOfTheBaseline_isNotSplit() {
        prices.configured(List.of(price(FIRST.name(), "4", "4")));

        assertThat(split.of(journey(FIRST, Usage.ofText(1_000, 0, false), FIRST)))
                .isEmpty();
    }

    @Test
    void unansweredRequest_isNotSplit() {
        prices.configured(List.of(price(BASELINE, "10", "10"), price(FIRST.name(), "4", "4")));
        Journey journey = Journeys.journey("r1").build();
        Journeys.failed(journey.startAttempt(FIRST, FROM, 0));

        assertThat(split.of(journey)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void parts_sumToTheWholeForAnyPricesAndUsage(long seed) {
        Random random = new Random(seed);
        prices.configured(
                List.of(anyPrice(BASELINE, random), anyPrice(FIRST.name(), random), anyPrice(SECOND.name(), random)));

        for (int i = 0; i < 200; i++) {
            Journey journey = journey(random.nextBoolean() ? FIRST : SECOND, anyUsage(random), FIRST, SECOND);

            BigDecimal saving = journey.baselineUsd()
                    .orElseThrow()
                    .subtract(journey.attempts().getLast().cost().orElseThrow().usd());
            assertThat(split(journey).total()).isEqualByComparingTo(saving);
        }
    }

    private SavingParts split(Journey journey) {
        SavingParts exact = split.of(journey).orElseThrow();
        return new SavingParts(
                plain(exact.routing()),
                plain(exact.failover()),
                plain(exact.cache()),
                plain(exact.batch()),
                plain(exact.offPeak()));
    }

    /** As AttemptBooks leaves it. */
    private Journey journey(Deployment answering, Usage usage, Deployment... plan) {
        Journey journey = Journeys.journey("r1").build();
        journey.plan(List.of(plan));
        Attempt attempt = journey.startAttempt(answering, FROM.plusSeconds(3_600), 0);
        attempt.usage(usage);
        attempt.cost(cost(answering.name(), attempt));
        attempt.end(Outcome.ANSWERED, "");
        journey.baselineUsd(cost(BASELINE, attempt).map(Cost::usd));
        return journey;
    }

    private Optional<Cost> cost(String deployment, Attempt attempt) {
        return prices.at(deployment, attempt.openedAt())
                .flatMap(price -> costs.cost(attempt.usage(), price, Circumstances.at(attempt.openedAt())));
    }

    private static Price anyPrice(String deployment, Random random) {
        Map<String, String> usd = Map.of(
                "input", amount(random),
                "output", amount(random),
                "cache_read", amount(random),
                "cache_write_5m", amount(random));
        RateRule hours = new RateRule(
                List.of(new RateCondition.Hours(
                        Set.of(DayOfWeek.values()),
                        Set.of(),
                        LocalTime.of(random.nextInt(24), 0),
                        LocalTime.of(random.nextInt(24), 0),
                        ZoneOffset.UTC,
                        RateCondition.Moment.OPENED)),
                new RateChange.Multiply(new BigDecimal("0.75")));
        return price(deployment, usd, terms(hours));
    }

    private static String amount(Random random) {
        return BigDecimal.valueOf(random.nextInt(20_000_000), 6).toPlainString();
    }

    private static Usage anyUsage(Random random) {
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        for (TokenClass tokenClass : List.of(
                TokenClass.INPUT,
                TokenClass.CACHE_READ,
                TokenClass.CACHE_WRITE_5M,
                TokenClass.OUTPUT,
                TokenClass.REASONING)) {
            tokens.put(tokenClass, (long) random.nextInt(100_000));
        }
        return new Usage(tokens, false);
    }

    private static PriceTerms terms(RateRule rule) {
        return new PriceTerms(Optional.empty(), Map.of(), List.of(rule), Optional.empty(), Optional.empty(), Map.of());
    }

    private static Price price(String deployment, String input, String output) {
        return price(deployment, Map.of("input", input, "output", output), PriceTerms.NONE);
    }

    private static Price price(String deployment, Map<String, String> usd, PriceTerms terms) {
        Map<TokenClass, BigDecimal> figures = new EnumMap<>(TokenClass.class);
        usd.forEach((label, figure) -> figures.put(TokenClass.ofLabel(label), new BigDecimal(figure)));
        return new Price(deployment, FROM, figures, terms, "test", LocalDate.EPOCH);
    }

    private static SavingParts parts(String routing, String failover, String cache, String batch, String offPeak) {
        return new SavingParts(
                new BigDecimal(routing),
                new BigDecimal(failover),
                new BigDecimal(cache),
                new BigDecimal(batch),
                new BigDecimal(offPeak));
    }

    private static BigDecimal plain(BigDecimal usd) {
        return usd.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(usd.stripTrailingZeros().toPlainString());
    }

    private static Deployment deployment(String provider) {
        return new Deployment(provider, "m", "m", 100_000, "", false);
    }
}
