package io.fareway.report;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/** Writes reports of a plausible day, week and month, to look at. */
final class SampleReport {

    private static final LocalDate DAY = LocalDate.parse("2026-03-10");

    private SampleReport() {}

    /**
     * Fills a new database and reports on it.
     *
     * @param args database file, folder for the reports, number of requests a day
     */
    public static void main(String[] args) {
        SQLiteDataSource ledger = new SQLiteDataSource();
        ledger.setUrl("jdbc:sqlite:" + Path.of(args[0]));
        ledger.setJournalMode("WAL");
        ledger.setSynchronous("OFF");
        LedgerRows rows = new LedgerRows(ledger);
        for (LocalDate day = DAY.minusDays(30); !day.isAfter(DAY); day = day.plusDays(1)) {
            int requests = Integer.parseInt(args[2]) / (day.getDayOfWeek().getValue() > 5 ? 4 : 1);
            new PlausibleDay(rows, day, day.getDayOfMonth()).add(requests);
        }
        surround(JdbcClient.create(ledger));

        Clock nextMorning = Clock.offset(
                Clock.fixed(DAY.atStartOfDay(ZoneId.of("UTC")).toInstant(), ZoneId.of("UTC")), Duration.ofHours(25));
        Reports reports = new Reports(
                new ReportProperties(ZoneId.of("UTC"), args[1]),
                nextMorning,
                new PeriodReader(new LedgerSnapshot(ledger)),
                List.of(new HtmlFormat(), new CsvFormat(), new JsonFormat()));
        reports.write();
        reports.writeWeekOnDemand(DAY.toString());
        reports.writeMonthOnDemand(DAY.toString());
    }

    /** Splits savings, and adds budgets, a price change and how far our own counts were off. */
    private static void surround(JdbcClient jdbc) {
        jdbc.sql(
                        """
                        insert into count_error_hour (hour, provider, model, prompts, prompt_reported, prompt_own,
                            prompt_apart, answers, answer_reported, answer_own, answer_apart)
                        values (1773100800000, 'groq', 'llama-3.3-70b', 112, 42997, 42310, 1104, 6, 1120, 1164, 52),
                               (1773100800000, 'mistral', 'mistral-small-3.2', 45, 16598, 17902, 1391, 0, 0, 0, 0)
                        """)
                .update();
        jdbc.sql(
                        """
                        update request set saved_failover_pico = case when attempts > 1 then -200000000 else 0 end,
                            saved_cache_pico = baseline_pico_usd / 50, saved_batch_pico = 0, saved_off_peak_pico = 0
                        where outcome = 'answered' and cost_pico_usd is not null
                        """)
                .update();
        jdbc.sql(
                        """
                        update request set saved_routing_pico = baseline_pico_usd - cost_pico_usd - saved_failover_pico
                            - saved_cache_pico
                        where saved_cache_pico is not null
                        """)
                .update();
        jdbc.sql(
                        """
                        insert into budget_window (id, budget, scope, subject, opens_at, closes_at, limit_pico, spent_pico,
                            reserved_pico, overrun_pico, warned)
                        values ('a', 'everything', 'total', '', 1772323200000, 1775001600000, 9000000000000, 2210000000000,
                                0, 0, 0),
                               ('b', 'each-team', 'team', 'research', 1772323200000, 1775001600000, 2000000000000,
                                1610000000000, 0, 0, 50)
                        """)
                .update();
        jdbc.sql(
                        """
                        insert into fixed_charge (deployment, month, price_id, pico_usd, booked_at)
                        values ('groq/llama-3.3-70b', '2026-03', 'p', 25000000000000, 1773100800000)
                        """)
                .update();
        jdbc.sql(
                        """
                        insert into audit_finding (found_at, number, kind, subject, finding, advice)
                        values (1773100800000, 1, 'became_dearer', 'simple: together/qwen3-235b',
                                'together/qwen3-235b costs 0.0004 USD for a typical answer, groq/llama-3.3-70b after it 0.0003; '
                                || '30 days ago it was not dearer.',
                                'Write groq/llama-3.3-70b before together/qwen3-235b in tier simple of config/tiers.yaml, or set '
                                || 'policy: cost.')
                        """)
                .update();
        jdbc.sql("insert into audit_run (found_at) values (1773100800000)").update();
        jdbc.sql(
                        """
                        insert into price_change (id, seen_at, deployment, token_class, old_usd, new_usd, verdict, reason,
                            source)
                        values ('p', 1773112500000, 'groq/llama-3.3-70b', 'input', '0.59', '0.49', 'taken', 'a sane change',
                                'feed')
                        """)
                .update();
    }
}
