package io.fareway.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The calendar day of a report. Days on which the clocks change have 23 or 25 hours.
 *
 * @param day the date, in that zone
 * @param zone time zone of the day's borders
 * @param writtenAt when the report was written
 */
record ReportPeriod(LocalDate day, ZoneId zone, Instant writtenAt) {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter HOUR_WITH_OFFSET = DateTimeFormatter.ofPattern("HH:mmxxx");

    /** First moment of the day. */
    Instant from() {
        return day.atStartOfDay(zone).toInstant();
    }

    /** First moment after the day. */
    Instant to() {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Whether the day was not over when the report was written. */
    boolean soFar() {
        return writtenAt.isBefore(to());
    }

    /** Hours of the day, a part of an hour counted as one. */
    int hours() {
        return (int) Math.ceilDiv(Duration.between(from(), to()).toMinutes(), 60);
    }

    /** When the hour began by the clock on the wall; with the offset where the clocks change during the day. */
    String hourLabel(int hour) {
        ZonedDateTime start = from().atZone(zone).plusHours(hour);
        return start.format(clocksChange() ? HOUR_WITH_OFFSET : HOUR);
    }

    private boolean clocksChange() {
        return !zone.getRules().getOffset(from()).equals(zone.getRules().getOffset(to()));
    }
}
