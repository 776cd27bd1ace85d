package io.fareway.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;

/** Measures reports over the ledger that {@code LedgerVolumeMain} has filled; bench/ledger runs it. */
final class ReportVolumeMain {

    private static final LocalDate DAY = LocalDate.parse("2026-10-14");
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private ReportVolumeMain() {}

    /**
     * Prints a table of times.
     *
     * @param arguments the file of the database
     */
    public static void main(String[] arguments) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + Path.of(arguments[0]).toAbsolutePath());
        Flyway.configure().dataSource(database).load().migrate();
        PeriodReader reader = new PeriodReader(new LedgerSnapshot(database));
        for (ReportPeriod.Length length : ReportPeriod.Length.values()) {
            long begin = System.nanoTime();
            long requests = reader.read(new ReportPeriod(length, DAY, ZoneOffset.UTC, NOW))
                    .total()
                    .requests()
                    .requests();
            System.out.printf(
                    Locale.ROOT,
                    "%-45s %,10.1f ms%n",
                    "report of a " + length.label() + ", " + requests + " requests",
                    Duration.ofNanos(System.nanoTime() - begin).toNanos() / 1e6);
        }
    }
}
