package io.fareway.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import io.fareway.model.RequestError;
import io.fareway.report.ReportPeriod.Length;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes reports of days, weeks and months. Routes call it: Quartz jobs, and the admin address. */
@Component
public class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final ReportProperties properties;
    private final Clock clock;
    private final PeriodReader reader;
    private final List<ReportFormat> formats;
    private final ReportFolder folder;
    private final ObjectMapper mapper = new ObjectMapper();

    Reports(ReportProperties properties, Clock clock, PeriodReader reader, List<ReportFormat> formats) {
        this.properties = properties;
        this.clock = clock;
        this.reader = reader;
        this.formats = List.copyOf(formats);
        this.folder = new ReportFolder(properties.folderPath());
    }

    /**
     * Writes the report of the day that just ended, in the zone of the reports.
     *
     * @throws UncheckedIOException when the folder cannot be written; files of an earlier report are then untouched
     */
    public ReportFiles write() {
        return write(today().minusDays(1));
    }

    /**
     * Writes the report of the week that just ended, Monday to Sunday.
     *
     * @throws UncheckedIOException when the folder cannot be written
     */
    public ReportFiles writeWeek() {
        return write(Length.WEEK, today().minusWeeks(1));
    }

    /**
     * Writes the report of the month that just ended.
     *
     * @throws UncheckedIOException when the folder cannot be written
     */
    public ReportFiles writeMonth() {
        return write(Length.MONTH, today().minusMonths(1));
    }

    /**
     * Writes the report of one day, replacing an earlier one; of today as far as it has gone.
     *
     * @throws RequestError when the day has not begun
     * @throws UncheckedIOException when the folder cannot be written
     */
    public ReportFiles write(LocalDate day) {
        return write(Length.DAY, day);
    }

    private ReportFiles write(Length length, LocalDate day) {
        if (day.isAfter(today())) {
            throw RequestError.invalid(
                    "day",
                    "day " + day + " has not begun in " + properties.zone() + ": ask for " + today() + " or earlier");
        }
        PeriodReport report = reader.read(new ReportPeriod(length, day, properties.zone(), clock.instant()));
        String name = report.period().name();
        List<Path> files = new ArrayList<>();
        for (ReportFormat format : formats) {
            files.add(folder.write(name + "." + format.extension(), out -> format.write(report, out)));
        }
        LOG.info(
                "report of {}: {} requests, {} USD spent, {} USD saved: {}",
                name,
                report.total().requests().requests(),
                report.total().cost().map(Money::format).orElse("an unknown amount of"),
                report.total().saving().map(Money::format).orElse("an unknown amount of"),
                files);
        return new ReportFiles(name, report.period().first(), files, report.headline());
    }

    /**
     * Writes the report of a day and says as JSON where it lies and what its main figures are.
     *
     * @param day as {@code YYYY-MM-DD}; null or empty for today so far
     * @throws RequestError when that is no date, or one that has not begun
     * @throws UncheckedIOException when the folder cannot be written
     */
    public String writeOnDemand(@Nullable String day) {
        return json(write(Length.DAY, dayOf(day)));
    }

    /** Like {@link #writeOnDemand}, of the week in which the day lies. */
    public String writeWeekOnDemand(@Nullable String day) {
        return json(write(Length.WEEK, dayOf(day)));
    }

    /** Like {@link #writeOnDemand}, of the month in which the day lies. */
    public String writeMonthOnDemand(@Nullable String day) {
        return json(write(Length.MONTH, dayOf(day)));
    }

    private LocalDate dayOf(@Nullable String day) {
        return day == null || day.isBlank() ? today() : parse(day.strip());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(Instant.now(clock), properties.zone());
    }

    private static LocalDate parse(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw RequestError.invalid("day", "day must be a date such as 2026-07-01, without it today is reported");
        }
    }

    private String json(ReportFiles written) {
        ObjectNode root = mapper.createObjectNode();
        root.put("day", written.firstDay().toString());
        root.put("period", written.period());
        ArrayNode files = root.putArray("files");
        written.files().forEach(file -> files.add(file.toString()));
        Headline headline = written.headline();
        root.putObject("headline")
                .put("spend_usd", formatted(headline.spendUsd()))
                .put("baseline_usd", formatted(headline.baselineUsd()))
                .put("saving_usd", formatted(headline.savingUsd()))
                .put("saving_ratio", orNull(headline.savingRatio()))
                .put("requests", headline.requests())
                .put("success_rate", orNull(headline.successRate()))
                .put("attempts_per_request", orNull(headline.attemptsPerRequest()))
                .put("coverage", orNull(headline.coverage()))
                .put("simulated", headline.simulated().label());
        try {
            return mapper.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String formatted(Optional<BigDecimal> usd) {
        return usd.map(Money::format).orElse(null);
    }

    private static @Nullable BigDecimal orNull(Optional<BigDecimal> figure) {
        return figure.orElse(null);
    }
}
