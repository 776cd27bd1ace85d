package io.fareway.report.anomaly;

import io.fareway.model.Money;
import io.fareway.report.ReportProperties;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Holds the hour that has ended against the same hours before: of the same day of the week in the six weeks before, or,
 * while the ledger is too young for four of these, of the days before.
 */
@Component
public class Anomalies {

    private static final int WEEKS = 6;
    private static final int DAYS = 14;
    private static final int ENOUGH = 4;

    private final HourReader hours;
    private final RaisedAlarms raised;
    private final AnomalyProperties properties;
    private final ReportProperties reports;
    private final Clock clock;

    Anomalies(
            HourReader hours,
            RaisedAlarms raised,
            AnomalyProperties properties,
            ReportProperties reports,
            Clock clock) {
        this.hours = hours;
        this.raised = raised;
        this.properties = properties;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * An alarm for the hour that has ended; none when it is in line, when there is too little to hold it against, and when
     * a gateway on this database has raised it.
     */
    public List<Alarm> look() {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        return of(hour)
                .filter(anomaly -> raised.claim(hour))
                .map(anomaly -> new Alarm(anomaly.text(), anomaly.json().toString()))
                .stream()
                .toList();
    }

    /** What is out of line in an hour, if anything is. */
    Optional<Anomaly> of(Instant hour) {
        List<HourUse> before = before(hour).stream()
                .map(hours::hour)
                .filter(use -> use.requests() > 0)
                .toList();
        if (before.size() < ENOUGH) {
            return Optional.empty();
        }
        HourUse now = hours.hour(hour);
        HourUse usual = new HourUse();
        before.forEach(usual::add);
        long usualPico = Causes.mean(usual.pico(), before.size());
        double score = RobustScore.of(
                (double) now.pico(), before.stream().mapToDouble(HourUse::pico).toArray());
        double scoreEach = now.requests() == 0
                ? 0
                : RobustScore.of(
                        perRequest(now),
                        before.stream().mapToDouble(Anomalies::perRequest).toArray());
        boolean small = Math.abs(now.pico() - usualPico) < Money.toPico(properties.minUsd());
        if (small || Math.max(Math.abs(score), Math.abs(scoreEach)) < properties.score()) {
            return Optional.empty();
        }
        boolean whole = Math.abs(score) >= Math.abs(scoreEach);
        return Optional.of(new Anomaly(
                hour,
                whole ? "cost per hour" : "cost per request",
                whole ? score : scoreEach,
                now.pico(),
                usualPico,
                now.requests(),
                before.size(),
                Causes.of(now, usual, before.size())));
    }

    private static double perRequest(HourUse use) {
        return (double) use.pico() / use.requests();
    }

    private List<Instant> before(Instant hour) {
        Optional<Instant> beginning = hours.beginning();
        ZonedDateTime local = hour.atZone(reports.zone());
        List<Instant> weeks = since(beginning, IntStream.rangeClosed(1, WEEKS).mapToObj(local::minusWeeks));
        return weeks.size() >= ENOUGH
                ? weeks
                : since(beginning, IntStream.rangeClosed(1, DAYS).mapToObj(local::minusDays));
    }

    private static List<Instant> since(Optional<Instant> beginning, Stream<ZonedDateTime> candidates) {
        List<Instant> known = new ArrayList<>();
        candidates
                .map(ZonedDateTime::toInstant)
                .filter(start ->
                        beginning.filter(first -> !first.isAfter(start)).isPresent())
                .forEach(known::add);
        return known;
    }
}
