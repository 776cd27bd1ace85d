package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.report.LedgerRows.AttemptRow;
import io.fareway.report.LedgerRows.RequestRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the figures of a report are, on every database that can hold the ledger. */
abstract class ReportFiguresContract extends WrittenReports {

    @Test
    void write_givesTheHeadlineToTheLastDigit() {
        handWorkedDay();

        Headline headline = reports("UTC", NEXT_MORNING).write().headline();

        assertThat(headline.spendUsd()).contains(new BigDecimal("0.002420000001"));
        assertThat(headline.baselineUsd()).contains(new BigDecimal("0.013540000003"));
        assertThat(headline.savingUsd()).contains(new BigDecimal("0.011120000002"));
        assertThat(headline.savingRatio()).contains(new BigDecimal("0.821270"));
        assertThat(headline.requests()).isEqualTo(7);
        assertThat(headline.successRate()).contains(new BigDecimal("0.666667"));
        assertThat(headline.attemptsPerRequest()).contains(new BigDecimal("1.000000"));
        assertThat(headline.coverage()).contains(new BigDecimal("0.750000"));
        assertThat(headline.simulated()).isEqualTo(Simulation.NONE);
    }

    @Test
    void write_booksCostWhereItArose() throws IOException {
        handWorkedDay();

        reports("UTC", NEXT_MORNING).write();

        assertThat(csv("provider", "groq"))
                .containsEntry("requests", "4")
                .containsEntry("attempts", "4")
                .containsEntry("failed_attempts", "0")
                .containsEntry("success_rate", "1.000000")
                .containsEntry("tokens_in", "400")
                .containsEntry("tokens_out", "80")
                .containsEntry("cost_usd", "0.002300000001")
                .containsEntry("saving_usd", "0.011240000002");
        assertThat(csv("provider", "fireworks"))
                .containsEntry("requests", "1")
                .containsEntry("failed_attempts", "2")
                .containsEntry("success_rate", "0.000000")
                .containsEntry("cost_usd", "0.00012")
                .containsEntry("saving_usd", "-0.00012");
        assertThat(csv("provider", "(no provider reached)"))
                .containsEntry("requests", "1")
                .containsEntry("attempts", "0")
                .containsEntry("success_rate", "");
    }

    @Test
    void write_tellsBatchJobsApart() throws IOException {
        handWorkedDay();

        reports("UTC", NEXT_MORNING).write();

        assertThat(csv("job", "job-1")).containsEntry("requests", "1").containsEntry("saving_usd", "-0.00001");
        assertThat(csv("job", "(not in a batch)")).containsEntry("requests", "6");
    }

    @Test
    void write_countsRequestsInTheirHour() throws IOException {
        handWorkedDay();

        reports("UTC", NEXT_MORNING).write();

        assertThat(json().at("/by_hour")).hasSize(24);
        assertThat(csv("hour", "01:00"))
                .containsEntry("requests", "2")
                .containsEntry("cost_usd", "0.002070000001")
                .containsEntry("baseline_usd", "0.013500000003");
        assertThat(csv("hour", "23:00")).containsEntry("requests", "1");
        assertThat(csv("hour", "02:00")).containsEntry("requests", "0").containsEntry("baseline_usd", "");
    }

    @Test
    void unknownPrice_lowersCoverageAndIsNoSaving() throws IOException {
        ledger.add(RequestRow.of(
                        "known", at("08:00"), "simple", "answered", AttemptRow.answered("groq", "llama", 10, 1, 2))
                .baseline(30));
        ledger.add(RequestRow.of(
                        "unknown",
                        at("09:00"),
                        "simple",
                        "answered",
                        AttemptRow.answered("local", "qwen", 0, 1, 2).unpriced())
                .baseline(1_000));

        reports("UTC", NEXT_MORNING).write();

        assertThat(csv("total", "all"))
                .containsEntry("coverage", "0.500000")
                .containsEntry("compared_requests", "1")
                .containsEntry("baseline_usd", "0.00000000003")
                .containsEntry("saving_usd", "0.00000000002");
        assertThat(csv("provider", "local"))
                .containsEntry("coverage", "0.000000")
                .containsEntry("cost_usd", "")
                .containsEntry("baseline_usd", "")
                .containsEntry("saving_usd", "")
                .containsEntry("saving_ratio", "");
        assertThat(json().at("/by_provider/1/cost_usd").isNull()).isTrue();
        assertThat(file("html")).contains("1 answered request has no known price", ">unknown<");
    }

    @Test
    void unknownBaseline_isNoLoss() throws IOException {
        ledger.add(
                RequestRow.of("r", at("08:00"), "simple", "answered", AttemptRow.answered("groq", "llama", 10, 1, 2)));

        reports("UTC", NEXT_MORNING).write();

        assertThat(csv("total", "all"))
                .containsEntry("cost_usd", "0.00000000001")
                .containsEntry("coverage", "1.000000")
                .containsEntry("compared_requests", "0")
                .containsEntry("saving_usd", "");
    }

    @Test
    void failureBesideUnknownPrices_makesNoZeroSaving() throws IOException {
        ledger.add(RequestRow.of(
                        "unknown",
                        at("09:00"),
                        "simple",
                        "answered",
                        AttemptRow.answered("local", "qwen", 0, 1, 2).unpriced())
                .baseline(1_000));
        ledger.add(RequestRow.of(
                "failed", at("09:01"), "simple", "failed", AttemptRow.failed("local", "qwen", 0, 0, "no connection")));

        reports("UTC", NEXT_MORNING).write();

        assertThat(csv("provider", "local"))
                .containsEntry("requests", "2")
                .containsEntry("cost_usd", "")
                .containsEntry("baseline_usd", "")
                .containsEntry("saving_usd", "");
    }

    @Test
    void percentiles_areThoseOfAnswers() throws IOException {
        for (int i = 1; i <= 100; i++) {
            ledger.add(RequestRow.of(
                            "r" + i,
                            at("10:00"),
                            "simple",
                            "answered",
                            AttemptRow.failed("fireworks", "llama", 0, 500, "server error"),
                            AttemptRow.answered("groq", "llama", 1, i, i * 10L))
                    .took(i + 300L, i * 10L + 300));
        }

        reports("UTC", NEXT_MORNING).write();

        assertThat(csv("provider", "groq"))
                .containsEntry("latency_p50_ms", "500")
                .containsEntry("latency_p95_ms", "950")
                .containsEntry("latency_p99_ms", "990")
                .containsEntry("first_byte_p50_ms", "50")
                .containsEntry("first_byte_p95_ms", "95");
        assertThat(csv("tier", "simple"))
                .containsEntry("latency_p50_ms", "800")
                .containsEntry("latency_p95_ms", "1250")
                .containsEntry("first_byte_p50_ms", "350");
        assertThat(csv("provider", "fireworks")).containsEntry("latency_p50_ms", "");
    }

    @Test
    void groups_addUpToTheTotal() {
        new PlausibleDay(ledger, DAY, 11).add(600);

        PeriodReport report = reader().read(new ReportPeriod(DAY, ZoneId.of("UTC"), NEXT_MORNING));

        for (Dimension dimension : Dimension.REPORTED) {
            assertAddUp(report.groups(dimension), report.total());
        }
        assertAddUp(report.slots(), report.total());
        assertThat(report.total().requests().requests()).isEqualTo(600);
        assertThat(report.total().attempts().costPico()).isPositive();
        assertThat(report.total().requests().compared())
                .isLessThan(report.total().requests().requests());
    }

    @Test
    void month_isReadFromTheHours_withTheSameFigures() {
        new PlausibleDay(ledger, DAY.minusDays(6), 3).add(300);
        new PlausibleDay(ledger, DAY, 4).add(300);
        ReportPeriod march = new ReportPeriod(ReportPeriod.Length.MONTH, DAY, ZoneOffset.UTC, NEXT_MORNING);
        PeriodReport fromRows = reader().read(march);
        DataSource source = dataSource();
        JdbcClient jdbc = JdbcClient.create(source);

        new CellUpkeep(
                        jdbc,
                        new TransactionTemplate(new DataSourceTransactionManager(source)),
                        Clock.fixed(NEXT_MORNING, ZoneOffset.UTC))
                .run();
        jdbc.sql("delete from request").update();
        PeriodReport fromHours = reader().read(march);

        assertThat(fromRows.total().requests().requests()).isEqualTo(600);
        assertThat(fromRows.total().latency().p99()).isPresent();
        assertThat(fromHours.total()).isEqualTo(fromRows.total());
        assertThat(fromHours.slots()).isEqualTo(fromRows.slots());
        assertThat(Dimension.REPORTED)
                .allSatisfy(dimension -> assertThat(fromHours.groups(dimension)).isEqualTo(fromRows.groups(dimension)));
    }

    @Test
    void snapshot_neitherBlocksNorSeesWriters() {
        JdbcClient writer = JdbcClient.create(dataSource());
        RequestRow late =
                RequestRow.of("late", at("10:00"), "simple", "answered", AttemptRow.answered("groq", "llama", 1, 1, 2));

        List<Long> seen = new LedgerSnapshot(dataSource()).read(reader -> {
            long before = countRequests(reader);
            ledger.add(late);
            return List.of(before, countRequests(reader), countRequests(writer));
        });

        assertThat(seen).containsExactly(0L, 0L, 1L);
    }

    private static void assertAddUp(List<Group> groups, Group total) {
        List<ToLongFunction<Group>> sums = List.of(
                group -> group.requests().requests(),
                group -> group.requests().answered(),
                group -> group.requests().failed(),
                group -> group.requests().priced(),
                group -> group.requests().compared(),
                group -> group.requests().baselinePico(),
                group -> group.attempts().attempts(),
                group -> group.attempts().tokensIn(),
                group -> group.attempts().costPico(),
                group -> group.attempts().comparedCostPico(),
                group -> group.attempts().unansweredCostPico());
        assertThat(sums)
                .allSatisfy(
                        sum -> assertThat(groups.stream().mapToLong(sum).sum()).isEqualTo(sum.applyAsLong(total)));
    }

    private static long countRequests(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from request").query(Long.class).single();
    }
}
