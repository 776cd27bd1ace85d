package io.fareway.model.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Metering;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.RateCondition.Hours;
import io.fareway.model.price.RateCondition.Moment;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateConditionTest {

    private static final Instant FRIDAY_NOON = Instant.parse("2026-08-28T12:00:00Z");
    private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    @ParameterizedTest
    @CsvSource({"200000, false", "200001, true"})
    void promptAbove_holdsBeyondTheLimitOnly(long promptTokens, boolean holds) {
        Usage usage = new Usage(Map.of(TokenClass.INPUT, 100L, TokenClass.CACHE_READ, promptTokens - 100), false);

        Circumstances call = Circumstances.at(FRIDAY_NOON).with(usage);

        assertThat(new RateCondition.PromptAbove(200_000).holds(call)).isEqualTo(holds);
    }

    @Test
    void handledAs_goesByTheProvidersWord() {
        Usage batch = new Usage(Map.of(), false, Metering.NONE.handledAs(ServiceTier.BATCH));

        assertThat(new RateCondition.HandledAs(ServiceTier.BATCH)
                        .holds(Circumstances.at(FRIDAY_NOON).with(batch)))
                .isTrue();
        assertThat(new RateCondition.HandledAs(ServiceTier.BATCH).holds(Circumstances.at(FRIDAY_NOON)))
                .isFalse();
    }

    @Test
    void inRegion_goesByTheProvidersWord() {
        Usage american = new Usage(Map.of(), false, new Metering(Map.of(), Optional.empty(), "us"));

        assertThat(new RateCondition.InRegion(Set.of("us", "eu"))
                        .holds(Circumstances.at(FRIDAY_NOON).with(american)))
                .isTrue();
        assertThat(new RateCondition.InRegion(Set.of("us")).holds(Circumstances.at(FRIDAY_NOON)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"999, false", "1000, true"})
    void monthAtLeast_goesByWhatWasUsedBefore(long tokens, boolean holds) {
        Circumstances call = Circumstances.at(FRIDAY_NOON).after(new MonthVolume(tokens, 1));

        assertThat(new RateCondition.MonthAtLeast(1_000).holds(call)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-28T00:59:59.999Z, false", // Friday 08:59 in Shanghai
        "2026-08-28T01:00:00Z, true",
        "2026-08-28T03:59:59.999Z, true",
        "2026-08-28T04:00:00Z, false",
        "2026-08-29T01:00:00Z, false", // Saturday
        "2026-08-31T01:00:00Z, true",
        "2026-10-01T01:00:00Z, false" // a holiday
    })
    void hours_goByTheClockAndCalendarOfTheZone(Instant opened, boolean holds) {
        Hours peak = new Hours(
                WEEKDAYS,
                Set.of(LocalDate.parse("2026-10-01")),
                LocalTime.of(9, 0),
                LocalTime.NOON,
                ZoneId.of("Asia/Shanghai"),
                Moment.OPENED);

        assertThat(peak.holds(Circumstances.at(opened))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-28T16:29:59Z, false",
        "2026-08-28T16:30:00Z, true",
        "2026-08-29T00:29:59Z, true", // Saturday, but the window began on Friday
        "2026-08-29T00:30:00Z, false",
        "2026-08-29T20:00:00Z, false",
        "2026-08-31T00:10:00Z, false" // Monday, but the window would have begun on Sunday
    })
    void hours_pastMidnightBelongToTheDayOnWhichTheyBegin(Instant opened, boolean holds) {
        Hours night = new Hours(
                WEEKDAYS, Set.of(), LocalTime.of(16, 30), LocalTime.of(0, 30), ZoneId.of("UTC"), Moment.OPENED);

        assertThat(night.holds(Circumstances.at(opened))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"2026-10-24T00:30:00Z, true", "2026-10-26T00:30:00Z, false", "2026-10-26T01:30:00Z, true"})
    void hours_followTheZonesSummerTime(Instant opened, boolean holds) {
        Hours early = new Hours(
                EnumSet.allOf(DayOfWeek.class),
                Set.of(),
                LocalTime.of(2, 0),
                LocalTime.of(3, 0),
                ZoneId.of("Europe/Berlin"),
                Moment.OPENED);

        assertThat(early.holds(Circumstances.at(opened))).isEqualTo(holds);
    }

    @Test
    void hours_mayBeDecidedByTheEndOfTheCall() {
        Circumstances call =
                Circumstances.at(Instant.parse("2026-08-28T16:29:00Z")).until(Instant.parse("2026-08-28T16:31:00Z"));

        assertThat(night(Moment.OPENED).holds(call)).isFalse();
        assertThat(night(Moment.CLOSED).holds(call)).isTrue();
    }

    private static Hours night(Moment decided) {
        return new Hours(
                EnumSet.allOf(DayOfWeek.class),
                Set.of(),
                LocalTime.of(16, 30),
                LocalTime.of(0, 30),
                ZoneId.of("UTC"),
                decided);
    }
}
