package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.report.LedgerRows.AttemptRow;
import io.fareway.report.LedgerRows.RequestRow;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people find in the files of a report, on every database that can hold the ledger. */
abstract class ReportPagesContract extends WrittenReports {

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
    void errorOfOurTokenCounts_isToldByModel() throws IOException {
        handWorkedDay();
        JdbcClient jdbc = JdbcClient.create(dataSource());
        jdbc.sql("delete from count_error_hour").update();
        for (String hour : List.of("2026-03-09T23:00:00Z", "2026-03-10T00:00:00Z", "2026-03-10T23:00:00Z")) {
            jdbc.sql(
                            """
                            insert into count_error_hour (hour, provider, model, prompts, prompt_reported, prompt_own,
                                prompt_apart, answers, answer_reported, answer_own, answer_apart)
                            values (:hour, 'groq', 'llama', 4, 1000, 950, 70, 0, 0, 0, 0)
                            """)
                    .param("hour", Instant.parse(hour).toEpochMilli())
                    .update();
        }

        reports("UTC", NEXT_MORNING).write();

        assertThat(json().at("/token_counts")).hasSize(1);
        assertThat(json().at("/token_counts/0/prompt/compared").longValue()).isEqualTo(8);
        assertThat(json().at("/token_counts/0/prompt/bias").decimalValue()).isEqualByComparingTo("-0.05");
        assertThat(json().at("/token_counts/0/prompt/error").decimalValue()).isEqualByComparingTo("0.07");
        assertThat(json().at("/token_counts/0/answer/bias").isNull()).isTrue();
        assertThat(file("html")).contains("Our token counts, against what providers reported", "−5.0 %", "7.0 %");
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
}
