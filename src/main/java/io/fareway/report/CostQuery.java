package io.fareway.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A question about what requests cost.
 *
 * @param from first moment
 * @param to first moment that no longer counts
 * @param zone whose hours and days are meant
 * @param dimensions what the rows are told apart by
 * @param step whether also by time
 * @param only names that count, as stored, of filtered dimensions
 * @param rows most rows of the table; what lies beyond is added up in one more
 */
record CostQuery(
        Instant from,
        Instant to,
        ZoneId zone,
        List<Dimension> dimensions,
        Optional<TimeStep> step,
        Map<Dimension, Set<String>> only,
        int rows) {

    private static final int WEEK = 7;

    CostQuery {
        dimensions = List.copyOf(dimensions);
        only = Map.copyOf(only);
    }

    /** The sums that answer it. */
    Cells cells() {
        return new Cells(dimensions, step.isPresent(), only);
    }

    /**
     * The same question about the same hours before: of the day before when it is about at most a day, else of as many
     * whole weeks before as it takes not to overlap.
     */
    CostQuery before() {
        long days = Math.ceilDiv(
                Duration.between(from, to).toSeconds(), Duration.ofDays(1).toSeconds());
        long shift = days <= 1 ? 1 : Math.ceilDiv(days, WEEK) * WEEK;
        Instant earlier = from.atZone(zone).minusDays(shift).toInstant();
        return new CostQuery(
                earlier, earlier.plus(Duration.between(from, to)), zone, dimensions, step, only, Integer.MAX_VALUE);
    }

    /** Headings of the columns that name a row. */
    List<String> columns() {
        return Stream.concat(
                        step.stream().map(TimeStep::label), dimensions.stream().map(Dimension::label))
                .toList();
    }
}
