package io.fareway.report;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
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
        CellUpkeep upkeep = new CellUpkeep(
                JdbcClient.create(database),
                new TransactionTemplate(new DataSourceTransactionManager(database)),
                Clock.fixed(NOW, ZoneOffset.UTC));
        report(reader, "all from single rows");
        time("add up every hour for reports, first run", upkeep::run);
        time("add up once more (what changes every hour)", upkeep::run);
        report(reader, "from hours where it can");
    }

    private static void report(PeriodReader reader, String how) {
        for (ReportPeriod.Length length : ReportPeriod.Length.values()) {
            ReportPeriod period = new ReportPeriod(length, DAY, ZoneOffset.UTC, NOW);
            time("report of a " + length.label() + ", " + how, () -> reader.read(period));
        }
    }

    private static void time(String what, Runnable work) {
        long begin = System.nanoTime();
        work.run();
        System.out.printf(
                Locale.ROOT,
                "%-45s %,10.1f ms%n",
                what,
                Duration.ofNanos(System.nanoTime() - begin).toNanos() / 1e6);
    }
}
