package io.fareway.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which hours of a period are read from what was added up by the hour. */
final class RolledHours {

    /** Shorter spans are as soon read from single rows. */
    private static final Duration LEAST = Duration.ofDays(2);

    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    private RolledHours() {}

    /** The first whole hour of a period. */
    static Instant firstOf(Instant from) {
        Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        return hour.equals(from) ? hour : hour.plus(1, ChronoUnit.HOURS);
    }

    /** The end of the last whole hour of a period that is added up; long past when none is. */
    static Instant end(JdbcClient jdbc, Instant to) {
        Instant added = jdbc.sql("select added_up_to from cell_upkeep where id = 1")
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli)
                .orElse(Instant.EPOCH);
        Instant whole = to.truncatedTo(ChronoUnit.HOURS);
        return added.isBefore(whole) ? added : whole;
    }

    /** Whether slots that begin at a moment of a time zone are made of whole hours. */
    static boolean fit(Instant base, ZoneId zone) {
        return base.getEpochSecond() % HOUR_SECONDS == 0
                && base.getNano() == 0
                && zone.getRules().getOffset(base).getTotalSeconds() % HOUR_SECONDS == 0;
    }

    static boolean areWorthReading(Instant start, Instant end) {
        return !end.isBefore(start.plus(LEAST));
    }
}
