package io.fareway.report;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The calendar day, week or month of a report, and the slots it is shown in: hours of a day, days of a week or month.
 * Days on which the clocks change have 23 or 25 hours.
 *
 * @param first the first date, in that zone
 * @param zone time zone of the period's borders
 * @param writtenAt when the report was written
 */
record ReportPeriod(Length length, LocalDate first, ZoneId zone, Instant writtenAt) {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter HOUR_WITH_OFFSET = DateTimeFormatter.ofPattern("HH:mmxxx");
    private static final DateTimeFormatter LONG_DATE = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.GERMANY);
    private static final DateTimeFormatter LONG_MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    /** How long a period is. Weeks begin on Monday (ISO 8601). */
    enum Length {
        DAY("day", ChronoUnit.DAYS, "hour"),
        WEEK("week", ChronoUnit.WEEKS, "day"),
        MONTH("month", ChronoUnit.MONTHS, "day");

        private final String label;
        private final ChronoUnit unit;
        private final String slot;

        Length(String label, ChronoUnit unit, String slot) {
            this.label = label;
            this.unit = unit;
            this.slot = slot;
        }

        /** The length of that name. */
        static Optional<Length> named(String label) {
            return Stream.of(values())
                    .filter(length -> length.label.equals(label))
                    .findFirst();
        }

        /** The name in addresses and JSON. */
        String label() {
            return label;
        }

        /** What its slots are called: hour or day. */
        String slot() {
            return slot;
        }

        private LocalDate firstOf(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }
    }

    ReportPeriod {
        first = length.firstOf(first);
    }

    /** A single day. */
    ReportPeriod(LocalDate day, ZoneId zone, Instant writtenAt) {
        this(Length.DAY, day, zone, writtenAt);
    }

    /** The first moment. */
    Instant from() {
        return first.atStartOfDay(zone).toInstant();
    }

    /** The first moment after it. */
    Instant to() {
        return end().atStartOfDay(zone).toInstant();
    }

    private LocalDate end() {
        return first.plus(1, length.unit);
    }

    /** Whether it was not over when the report was written. */
    boolean soFar() {
        return writtenAt.isBefore(to());
    }

    /** The name of its files: {@code 2026-07-01}, {@code 2026-W27} or {@code 2026-07}. */
    String name() {
        return switch (length) {
            case DAY -> first.toString();
            case WEEK -> WEEK.format(first);
            case MONTH -> first.toString().substring(0, "2026-07".length());
        };
    }

    /** The same for people. */
    String title() {
        return switch (length) {
            case DAY -> LONG_DATE.format(first);
            case WEEK -> LONG_DATE.format(first) + " to " + LONG_DATE.format(end().minusDays(1));
            case MONTH -> LONG_MONTH.format(first);
        };
    }

    /** How many slots it has; a part of an hour counts as one. */
    int slots() {
        return length == Length.DAY
                ? (int) Math.ceilDiv(Duration.between(from(), to()).toMinutes(), 60)
                : (int) ChronoUnit.DAYS.between(first, end());
    }

    /** The slot of an hour counted from the beginning. */
    int slotOf(int hour) {
        Instant moment = from().plus(hour, ChronoUnit.HOURS);
        return length == Length.DAY ? hour : (int) ChronoUnit.DAYS.between(first, LocalDate.ofInstant(moment, zone));
    }

    /** A slot's hour by the clock on the wall, with the offset where the clocks change during the day, or its date. */
    String slotLabel(int slot) {
        if (length != Length.DAY) {
            return first.plusDays(slot).toString();
        }
        ZonedDateTime start = from().atZone(zone).plusHours(slot);
        return start.format(clocksChange() ? HOUR_WITH_OFFSET : HOUR);
    }

    private boolean clocksChange() {
        return !zone.getRules().getOffset(from()).equals(zone.getRules().getOffset(to()));
    }
}
