package io.fareway.report;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.sqlite.SQLiteDataSource;

/** Writes the report of a plausible day, to look at. */
final class SampleReport {

    private static final LocalDate DAY = LocalDate.parse("2026-03-10");

    private SampleReport() {}

    /**
     * Fills a new database and reports on it.
     *
     * @param args database file, folder for the report, number of requests
     */
    public static void main(String[] args) {
        SQLiteDataSource ledger = new SQLiteDataSource();
        ledger.setUrl("jdbc:sqlite:" + Path.of(args[0]));
        ledger.setJournalMode("WAL");
        ledger.setSynchronous("OFF");
        new PlausibleDay(new LedgerRows(ledger), DAY, 7).add(Integer.parseInt(args[2]));

        Clock nextMorning = Clock.offset(
                Clock.fixed(DAY.atStartOfDay(ZoneId.of("UTC")).toInstant(), ZoneId.of("UTC")), Duration.ofHours(25));
        Reports reports = new Reports(
                new ReportProperties(ZoneId.of("UTC"), args[1]),
                nextMorning,
                new DayReader(new LedgerSnapshot(ledger)),
                List.of(new HtmlFormat(), new CsvFormat(), new JsonFormat()));
        reports.write();
    }
}
