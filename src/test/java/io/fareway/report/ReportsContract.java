package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.RequestError;
import io.fareway.report.LedgerRows.AttemptRow;
import io.fareway.report.LedgerRows.RequestRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What reports say, on every database that can hold the ledger. */
abstract class ReportsContract {

    private static final LocalDate DAY = LocalDate.parse("2026-03-10");
    private static final Instant NEXT_MORNING = Instant.parse("2026-03-11T00:05:00Z");

    private Path folder;

    private LedgerRows ledger;

    abstract DataSource dataSource();

    @BeforeEach
    void emptyLedger(@TempDir Path reportFolder) {
        folder = reportFolder;
        ledger = new LedgerRows(dataSource());
    }

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
    void write_givesTheSameFiguresInAllFormats() throws IOException {
        handWorkedDay();

        reports("UTC", NEXT_MORNING).write();

        assertThat(json().at("/total/saving_usd").textValue()).isEqualTo("0.011120000002");
        assertThat(json().at("/total/cost_usd").textValue()).isEqualTo("0.002420000001");
        assertThat(json().at("/total/unanswered_cost_usd").textValue()).isEqualTo("0.00042");
        assertThat(csv("total", "all"))
                .containsEntry("saving_usd", "0.011120000002")
                .containsEntry("cost_usd", "0.002420000001")
                .containsEntry("unanswered_cost_usd", "0.00042");
        assertThat(file("html")).contains("value=\"0.011120000002\"", "value=\"0.002420000001\"", "0.013540000003 USD");
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
    void write_listsErrorsAndDearestRequests() throws IOException {
        handWorkedDay();

        reports("UTC", NEXT_MORNING).write();

        assertThat(json().at("/errors")).hasSize(1);
        assertThat(json().at("/errors/0/message").textValue()).isEqualTo("server error");
        assertThat(json().at("/errors/0/attempts").intValue()).isEqualTo(2);
        assertThat(json().at("/dearest_requests").findValuesAsText("id")).containsExactly("r2", "r1", "r5", "r6");
        assertThat(json().at("/dearest_requests/0/cost_usd").textValue()).isEqualTo("0.00132");
        assertThat(json().at("/dearest_requests/0/tokens_in").intValue()).isEqualTo(200);
    }

    @Test
    void forecastOfUnknownCost_isMarked_andNeverZero() throws IOException {
        ledger.add(RequestRow.of(
                "r1",
                "2026-03-10T01:00:00Z",
                "simple",
                "answered",
                AttemptRow.answered("lab", "qwen", 0, 1, 2).unpriced()));

        reports("UTC", NEXT_MORNING).write();

        assertThat(json().at("/forecast/0/unpriced_answers").longValue()).isEqualTo(1);
        assertThat(file("html")).containsPattern("lab</th>\\s*<td[^>]*>\\s*(<[^>]*>)?unknown");
    }

    @Test
    void feesAndForecast_standBesideTheSpend() throws IOException {
        handWorkedDay();
        JdbcClient jdbc = JdbcClient.create(dataSource());
        jdbc.sql("delete from fixed_charge").update();
        jdbc.sql("insert into fixed_charge (deployment, month, price_id, pico_usd, booked_at) values"
                        + " ('groq/llama', '2026-07', 'p', 5000000000000, :at)")
                .param("at", DAY.atStartOfDay(ZoneId.of("UTC")).toInstant().toEpochMilli())
                .update();

        reports("UTC", NEXT_MORNING).write();

        assertThat(json().at("/fees/0/fee_usd").textValue()).isEqualTo("5");
        assertThat(json().at("/total/cost_usd").textValue()).isEqualTo("0.002420000001");
        assertThat(json().at("/forecast")).isNotEmpty();
        assertThat(json().at("/forecast/0/forecast_usd").isNull()).isTrue();
        assertThat(file("html")).contains("Monthly fees, beside the spend above");
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
    void emptyDay_saysSo() throws IOException {
        ReportFiles files = reports("UTC", NEXT_MORNING).write();

        assertThat(files.headline().requests()).isZero();
        assertThat(files.headline().savingUsd()).isEmpty();
        assertThat(file("html")).contains("No requests in this day");
        assertThat(json().at("/total/requests").intValue()).isZero();
        assertThat(csv("total", "all")).containsEntry("requests", "0").containsEntry("cost_usd", "0");
    }

    @Test
    void dayOfAnotherZone_hasItsOwnBorders() throws IOException {
        AttemptRow attempt = AttemptRow.answered("groq", "llama", 1, 1, 2);
        ledger.add(RequestRow.of("before", "2026-03-09T18:29:59.999Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("first", "2026-03-09T18:30:00Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("last", "2026-03-10T18:29:59.999Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("after", "2026-03-10T18:30:00Z", "simple", "answered", attempt));

        ReportFiles files = reports("Asia/Kolkata", NEXT_MORNING).write(DAY);

        assertThat(files.headline().requests()).isEqualTo(2);
        assertThat(csv("hour", "00:00")).containsEntry("requests", "1");
        assertThat(csv("hour", "23:00")).containsEntry("requests", "1");
    }

    @Test
    void dayWithTwentyFiveHours_countsEachHourOnce() throws IOException {
        AttemptRow attempt = AttemptRow.answered("groq", "llama", 1, 1, 2);
        ledger.add(RequestRow.of("summer", "2025-10-26T00:30:00Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("winter", "2025-10-26T01:30:00Z", "simple", "answered", attempt));

        reports("Europe/Berlin", NEXT_MORNING).write(LocalDate.parse("2025-10-26"));

        List<Map<String, String>> hours = csv("2025-10-26").stream()
                .filter(row -> "hour".equals(row.get("section")))
                .toList();
        assertThat(hours).hasSize(25);
        assertThat(hours.stream().filter(row -> "1".equals(row.get("requests"))))
                .extracting(row -> row.get("name"))
                .containsExactly("02:00+02:00", "02:00+01:00");
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

    @Test
    void attemptsUnderWay_areNamedAndNotCounted() throws IOException {
        ledger.addAttemptsOf(RequestRow.of(
                "open", at("23:59"), "simple", "answered", AttemptRow.answered("groq", "llama", 5, 1, 2)));

        ReportFiles files = reports("UTC", NEXT_MORNING).write();

        assertThat(files.headline().requests()).isZero();
        assertThat(json().at("/attempts_under_way").intValue()).isEqualTo(1);
        assertThat(file("html")).contains("1 attempt is still under way");
    }

    @Test
    void simulatedProviders_areNamedAsSuch() throws IOException {
        AttemptRow real = AttemptRow.answered("groq", "llama", 5, 1, 2);
        ledger.add(RequestRow.of("r1", at("08:00"), "simple", "answered", real.atSimulatedProvider()));
        Simulation onlySimulated =
                reports("UTC", NEXT_MORNING).write().headline().simulated();
        String html = file("html");

        ledger.add(RequestRow.of("r2", at("08:00"), "simple", "answered", real));
        Simulation mixed = reports("UTC", NEXT_MORNING).write().headline().simulated();

        assertThat(onlySimulated).isEqualTo(Simulation.ALL);
        assertThat(html).contains("Simulated providers: nobody was billed.");
        assertThat(mixed).isEqualTo(Simulation.PARTLY);
        assertThat(file("html")).contains("These were 1 of 2 attempts.");
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
    void html_escapesHostileTextAndAsksForNothingOutside() throws IOException {
        ledger.add(RequestRow.of(
                        "r1",
                        at("08:00"),
                        "simple",
                        "failed",
                        AttemptRow.failed("evil", "<script>alert(1)</script>", 0, 500, "\"><img src=x onerror=y>"))
                .task("</title><svg onload=z>"));

        reports("UTC", NEXT_MORNING).write();

        assertThat(file("html"))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x", "&lt;svg onload=z&gt;")
                .doesNotContain("<script", "<img", "<svg onload")
                .doesNotContain("http://", "https://", "<link", "@import", "url(");
    }

    @Test
    void html_namesItsTablesAndCharts() throws IOException {
        handWorkedDay();

        reports("UTC", NEXT_MORNING).write();

        assertThat(file("html"))
                .contains("<title>Fareway report, 2026-03-10</title>")
                .contains("<caption>By provider</caption>", "<caption>By hour</caption>")
                .contains("<th scope=\"row\">groq</th>")
                .containsPattern("<th scope=\"col\"[^>]*>Requests</th>")
                .contains("id=\"hours-title\"", "id=\"share-title\"", "id=\"success-title\"", "id=\"latency-title\"")
                .contains("01:00: $0.00207 spent, baseline $0.0135, requests: 2");
    }

    @Test
    void csv_quotesHostileTextAndDefusesFormulas() throws IOException {
        ledger.add(
                RequestRow.of("r1", at("08:00"), "a,\"b\"", "failed", AttemptRow.failed("groq", "llama", 0, 500, "no"))
                        .task("=HYPERLINK(1)"));

        reports("UTC", NEXT_MORNING).write();

        assertThat(file("csv")).contains("tier,\"a,\"\"b\"\"\",1,").contains("task,'=HYPERLINK(1),1,");
    }

    @Test
    void writeOnDemand_answersFilesAndHeadlineOfTodaySoFar() throws IOException {
        handWorkedDay();

        String answer = reports("UTC", Instant.parse("2026-03-10T14:00:00Z")).writeOnDemand(null);

        JsonNode root = new ObjectMapper().readTree(answer);
        assertThat(root.path("day").textValue()).isEqualTo("2026-03-10");
        assertThat(root.path("files")).extracting(JsonNode::textValue).allSatisfy(file -> assertThat(Path.of(file))
                .exists());
        assertThat(root.at("/headline/spend_usd").textValue()).isEqualTo("0.002420000001");
        assertThat(json().path("so_far").booleanValue()).isTrue();
    }

    @Test
    void week_isFromMondayToSundayByDay() throws IOException {
        AttemptRow attempt = AttemptRow.answered("groq", "llama", 5, 1, 2);
        ledger.add(RequestRow.of("before", "2026-03-01T23:59:59Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("monday", "2026-03-02T00:00:00Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("sunday", "2026-03-08T23:59:59Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("after", "2026-03-09T00:00:00Z", "simple", "answered", attempt));

        ReportFiles files = reports("UTC", NEXT_MORNING).writeWeek();

        assertThat(files.period()).isEqualTo("2026-W10");
        assertThat(files.headline().requests()).isEqualTo(2);
        JsonNode root = new ObjectMapper().readTree(Files.readString(folder.resolve("2026-W10.json")));
        assertThat(root.path("by_day")).hasSize(7);
        assertThat(root.at("/by_day/0/name").textValue()).isEqualTo("2026-03-02");
        assertThat(root.at("/by_day/0/requests").intValue()).isEqualTo(1);
        assertThat(root.at("/by_day/6/cost_usd").textValue()).isEqualTo("0.000000000005");
        assertThat(Files.readString(folder.resolve("2026-W10.html")))
                .contains("Monday, 2 March 2026 to Sunday, 8 March");
    }

    @Test
    void month_hasTheDaysOfItsZone() throws IOException {
        AttemptRow attempt = AttemptRow.answered("groq", "llama", 5, 1, 2);
        ledger.add(RequestRow.of("first", "2026-02-28T23:00:00Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("summer", "2026-03-29T22:00:00Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("last", "2026-03-31T21:59:59Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("after", "2026-03-31T22:00:00Z", "simple", "answered", attempt));

        reports("Europe/Berlin", Instant.parse("2026-04-01T00:15:00Z")).writeMonth();

        JsonNode root = new ObjectMapper().readTree(Files.readString(folder.resolve("2026-03.json")));
        assertThat(root.at("/total/requests").intValue()).isEqualTo(3);
        assertThat(root.path("by_day")).hasSize(31);
        assertThat(root.at("/by_day/0/requests").intValue()).isEqualTo(1);
        assertThat(root.at("/by_day/29/requests").intValue()).isEqualTo(1);
        assertThat(root.at("/by_day/30/requests").intValue()).isEqualTo(1);
    }

    @Test
    void report_showsBudgetsAndPriceChanges() throws IOException {
        handWorkedDay();
        JdbcClient jdbc = JdbcClient.create(dataSource());
        jdbc.sql(
                        """
                        insert into budget_window (id, budget, scope, subject, opens_at, closes_at, limit_pico, spent_pico,
                            reserved_pico, overrun_pico, warned)
                        values ('b', 'everything', 'total', '', :from, :to, 400000000000000, 100000000000000, 0, 0, 0)
                        on conflict do nothing
                        """)
                .param("from", Instant.parse("2026-03-01T00:00:00Z").toEpochMilli())
                .param("to", Instant.parse("2026-04-01T00:00:00Z").toEpochMilli())
                .update();
        jdbc.sql(
                        """
                        insert into price_change (id, seen_at, deployment, token_class, old_usd, new_usd, verdict, reason,
                            source)
                        values ('p', :at, 'groq/llama', 'input', '0.59', '0.50', 'taken', 'a sane change', 'feed')
                        on conflict do nothing
                        """)
                .param("at", Instant.parse("2026-03-10T03:15:00Z").toEpochMilli())
                .update();

        reports("UTC", Instant.parse("2026-03-11T00:00:00Z")).write();

        assertThat(json().at("/budgets/0/spent_usd").textValue()).isEqualTo("100");
        assertThat(json().at("/budgets/0/forecast_usd").textValue()).isEqualTo("310");
        assertThat(json().at("/price_changes/0/new_usd_per_million").textValue())
                .isEqualTo("0.50");
        assertThat(file("html")).contains("By hour", "Budgets", "25.0 %", "Price changes", "a sane change");
    }

    @Test
    void writeOnDemand_takesADay() {
        String answer = reports("UTC", NEXT_MORNING).writeOnDemand("2026-03-01");

        assertThat(answer).contains("\"day\":\"2026-03-01\"", "\"period\":\"2026-03-01\"");
        assertThat(folder.resolve("2026-03-01.html")).exists();
    }

    @Test
    void writeOnDemand_refusesWhatIsNoDay() {
        Reports reports = reports("UTC", NEXT_MORNING);

        assertThatThrownBy(() -> reports.writeOnDemand("../etc/passwd"))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("day must be a date such as");
        assertThatThrownBy(() -> reports.writeOnDemand("2026-03-12"))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("2026-03-12 has not begun in UTC: ask for 2026-03-11 or earlier");
        assertThat(folder).isEmptyDirectory();
    }

    /** Seven requests whose sums were worked out by hand, and one on either side of the day. */
    private void handWorkedDay() {
        ledger.add(RequestRow.of(
                        "r1",
                        at("01:10"),
                        "simple",
                        "answered",
                        AttemptRow.answered("groq", "llama", 750_000_001, 40, 100))
                .task("chat")
                .baseline(4_500_000_000L));
        ledger.add(RequestRow.of(
                        "r2",
                        at("01:59"),
                        "complex",
                        "answered",
                        AttemptRow.failed("fireworks", "llama", 120_000_000, 500, "server error"),
                        AttemptRow.answered("groq", "llama", 1_200_000_000, 80, 500))
                .task("code")
                .baseline(9_000_000_003L));
        ledger.add(RequestRow.of(
                        "r3",
                        at("13:00"),
                        "simple",
                        "answered",
                        AttemptRow.answered("local", "qwen", 0, 60, 200).unpriced())
                .baseline(2_000_000_000L));
        ledger.add(RequestRow.of(
                "r4",
                at("13:30"),
                "simple",
                "failed",
                AttemptRow.failed("fireworks", "llama", 0, 500, "server error")));
        ledger.add(RequestRow.of(
                "r5",
                at("14:00"),
                "simple",
                "cancelled",
                AttemptRow.answered("groq", "llama", 300_000_000, 40, 100).cancelled()));
        ledger.add(RequestRow.of(
                        "r6",
                        "2026-03-10T23:59:59.999Z",
                        "simple",
                        "answered",
                        AttemptRow.answered("groq", "llama", 50_000_000, 40, 100))
                .job("job-1")
                .baseline(40_000_000));
        ledger.add(RequestRow.of("r7", at("15:00"), "simple", "failed"));
        AttemptRow ofAnotherDay = AttemptRow.answered("groq", "llama", 1_000, 40, 100);
        ledger.add(RequestRow.of("r0", "2026-03-09T23:59:59.999Z", "simple", "answered", ofAnotherDay));
        ledger.add(RequestRow.of("r8", "2026-03-11T00:00:00Z", "simple", "answered", ofAnotherDay));
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

    private Reports reports(String zone, Instant now) {
        return new Reports(
                new ReportProperties(ZoneId.of(zone), folder.toString()),
                Clock.fixed(now, ZoneId.of("UTC")),
                reader(),
                List.of(new HtmlFormat(), new CsvFormat(), new JsonFormat()));
    }

    private PeriodReader reader() {
        return new PeriodReader(new LedgerSnapshot(dataSource()));
    }

    private static long countRequests(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from request").query(Long.class).single();
    }

    private static String at(String time) {
        return "2026-03-10T" + time + ":00Z";
    }

    private String file(String extension) throws IOException {
        return Files.readString(folder.resolve(DAY + "." + extension));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(file("json"));
    }

    private Map<String, String> csv(String section, String name) throws IOException {
        return csv(DAY.toString()).stream()
                .filter(row -> section.equals(row.get("section")) && name.equals(row.get("name")))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, String>> csv(String day) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(day + ".csv"));
        List<String> header = Arrays.asList(lines.getFirst().split(",", -1));
        return lines.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(fields -> IntStream.range(0, header.size())
                        .boxed()
                        .collect(Collectors.toMap(header::get, i -> fields[i])))
                .toList();
    }
}
