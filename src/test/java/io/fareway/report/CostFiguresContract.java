package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.report.LedgerRows.AttemptRow;
import io.fareway.report.LedgerRows.RequestRow;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the figures of {@code /admin/costs} are, on every database that can hold the ledger. */
abstract class CostFiguresContract extends AskedCosts {

    @Test
    void total_holdsEveryAttemptAlsoFailedOnes() {
        failover("r1", "2026-03-10T01:00:00Z", 40, 100);
        failed("r2", "2026-03-10T02:00:00Z", 60);

        JsonNode total = ask().path("total");

        assertThat(total.path("requests").intValue()).isEqualTo(2);
        assertThat(total.path("answered").intValue()).isEqualTo(1);
        assertThat(total.path("attempts").intValue()).isEqualTo(3);
        assertThat(total.path("cost_usd").textValue()).isEqualTo("0.0000000002");
        assertThat(total.path("cost_per_success_usd").textValue()).isEqualTo("0.0000000002");
        assertThat(total.path("input_tokens").intValue()).isEqualTo(300);
        assertThat(total.path("token_coverage").decimalValue()).isEqualByComparingTo("1");
    }

    @Test
    void groups_bookCostWhereItArose() {
        failover("r1", "2026-03-10T01:00:00Z", 40, 100);
        answered("r2", "2026-03-10T02:00:00Z", "groq", 60);

        JsonNode rows = ask("group", "provider").path("rows");

        assertThat(rows.findValuesAsText("provider")).containsExactly("groq", "fireworks");
        assertThat(rows.findValuesAsText("cost_usd")).containsExactly("0.00000000016", "0.00000000004");
        assertThat(rows.findValuesAsText("cost_share")).containsExactly("0.8", "0.2");
        assertThat(rows.findValuesAsText("answered")).containsExactly("2", "0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "provider",
                "deployment",
                "model",
                "tier",
                "user",
                "session",
                "task",
                "job",
                "outcome",
                "hour",
                "day",
                "provider,tier,outcome,hour"
            })
    void anyGrouping_addsUpToTheTotal(String grouping) {
        new PlausibleDay(ledger, LocalDate.parse("2026-03-09"), 3).add(300);
        jdbc.sql("update request set end_user = substr(id, 12), session = substr(id, 11, 1)")
                .update();

        JsonNode answer = ask("group", grouping, "from", "2026-03-09", "rows", "5000");

        for (String figure : List.of("requests", "answered", "attempts", "cost_usd", "input_tokens", "saving_usd")) {
            assertThat(sum(answer.path("rows"), figure))
                    .as(figure)
                    .isEqualByComparingTo(
                            new BigDecimal(answer.path("total").path(figure).asText()));
        }
        assertThat(answer.path("total").path("requests").intValue()).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"provider", "tier", "outcome", "hour", "provider,task"})
    void causesOfTheSaving_sumToIt(String grouping) {
        new PlausibleDay(ledger, LocalDate.parse("2026-03-09"), 5).add(300);
        jdbc.sql(
                        """
                        update request set saved_routing_pico = 7 * length(tier) + duration_ms,
                            saved_failover_pico = -duration_ms, saved_cache_pico = 3, saved_batch_pico = 11,
                            saved_off_peak_pico = 0
                        where outcome = 'answered' and duration_ms % 3 > 0
                        """)
                .update();

        JsonNode answer = ask("group", grouping, "from", "2026-03-09", "rows", "5000", "savings", "");

        assertThat(sumOfCauses(answer.path("total")))
                .isEqualByComparingTo(answer.path("total").path("saving_usd").asText());
        assertThat(answer.path("rows")).isNotEmpty().allSatisfy(row -> {
            String saving = row.path("saving_usd").asText("0");
            assertThat(sumOfCauses(row)).isEqualByComparingTo(saving.equals("null") ? "0" : saving);
        });
        assertThat(sum(answer.path("rows"), "saved_routing_usd"))
                .isEqualByComparingTo(
                        answer.path("total").path("saved_routing_usd").asText());
    }

    @Test
    void failedAttempts_areACauseOfTheirOwn() {
        failover("r1", "2026-03-10T01:00:00Z", 40, 100);
        jdbc.sql("update request set baseline_pico_usd = 500, saved_routing_pico = 400")
                .update();

        JsonNode total = ask("savings", "true").path("total");

        assertThat(total.path("saving_usd").textValue()).isEqualTo("0.00000000036");
        assertThat(total.path("saved_routing_usd").textValue()).isEqualTo("0.0000000004");
        assertThat(total.path("saved_failed_attempts_usd").textValue()).isEqualTo("-0.00000000004");
        assertThat(total.path("saved_not_split_usd").textValue()).isEqualTo("0");
    }

    @Test
    void unknownPrice_isNoZero() {
        ledger.add(RequestRow.of(
                "r1",
                "2026-03-10T01:00:00Z",
                "simple",
                "answered",
                AttemptRow.answered("local", "qwen", 0, 1, 2).unpriced()));

        JsonNode total = ask().path("total");

        assertThat(total.path("cost_usd").isNull()).isTrue();
        assertThat(total.path("cost_per_success_usd").isNull()).isTrue();
        assertThat(total.path("coverage").decimalValue()).isZero();
        assertThat(total.path("token_coverage").decimalValue()).isZero();
    }

    @Test
    void csv_holdsTheSameFigures() {
        answered("r1", "2026-03-10T01:00:00Z", "=groq", 60);

        CostDocument document = costs().answer(parameters("group", "provider", "format", "csv"));

        List<String> lines = document.text().lines().toList();
        List<String> header = Arrays.asList(lines.getFirst().split(",", -1));
        List<String> row = Arrays.asList(lines.get(1).split(",", -1));
        assertThat(document.contentType()).isEqualTo("text/csv");
        assertThat(lines).hasSize(2);
        assertThat(row.get(header.indexOf("provider"))).isEqualTo("'=groq");
        assertThat(row.get(header.indexOf("cost_usd"))).isEqualTo("0.00000000006");
        assertThat(row.get(header.indexOf("before_cost_usd"))).isEqualTo("0");
    }

    @Test
    void longPeriod_isReadFromTheHours_withTheSameFigures() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            String at = NOW.minus(Duration.ofMinutes(10 + random.nextInt(9 * 24 * 60)))
                    .toString();
            AttemptRow failed = AttemptRow.failed("groq", "llama", random.nextInt(9), 500, "e");
            AttemptRow answer = AttemptRow.answered("openai", "gpt", random.nextInt(500), 5, 9);
            AttemptRow last = random.nextInt(9) == 0 ? answer.unpriced() : answer;
            RequestRow request = random.nextInt(4) == 0
                    ? RequestRow.of("x" + i, at, "simple", "failed", failed)
                    : RequestRow.of("x" + i, at, random.nextBoolean() ? "simple" : "complex", "answered", failed, last)
                            .baseline(random.nextInt(900));
            ledger.add(request.task("t" + random.nextInt(3)));
        }
        List<String[]> questions = List.of(
                new String[] {"from", "2026-03-02", "group", "provider,tier,day", "savings", "true"},
                new String[] {"from", "2026-03-02T07:20:00Z", "group", "task,outcome", "tier", "simple"},
                new String[] {"from", "2026-03-02", "group", "hour"});
        List<JsonNode> fromRows = questions.stream().map(this::ask).toList();

        upkeep().run();
        List<JsonNode> fromHours = questions.stream().map(this::ask).toList();
        JdbcClient jdbc = JdbcClient.create(dataSource());
        jdbc.sql("delete from request where received_at between ? and ?")
                .params(
                        Instant.parse("2026-03-03T00:00:00Z").toEpochMilli(),
                        Instant.parse("2026-03-08T00:00:00Z").toEpochMilli())
                .update();

        assertThat(fromHours).isEqualTo(fromRows);
        assertThat(questions.stream().map(this::ask).toList()).isEqualTo(fromRows);
    }

    @Test
    void linesOfABatchThatEndDaysLater_standInTheHours() {
        answered("r1", "2026-03-02T05:00:00Z", "groq", 60);
        upkeep().run();
        answered("line", "2026-03-02T05:30:00Z", "groq", 40);
        jdbc.sql("update attempt set kind = 'batch', closed_at = ? where request_id = 'line'")
                .param(NOW.minusSeconds(60).toEpochMilli())
                .update();

        upkeep().run();

        assertThat(costOf(ask("from", "2026-03-02"))).isEqualTo("0.0000000001");
    }

    CellUpkeep upkeep() {
        DataSource source = dataSource();
        return new CellUpkeep(
                JdbcClient.create(source),
                new TransactionTemplate(new DataSourceTransactionManager(source)),
                Clock.fixed(NOW, ZoneId.of("UTC")));
    }

    private static BigDecimal sumOfCauses(JsonNode row) {
        return Savings.PARTS.stream()
                .map(part -> row.path(part.label()))
                .filter(JsonNode::isTextual)
                .map(usd -> new BigDecimal(usd.textValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal sum(JsonNode rows, String figure) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(figure))
                .filter(value -> !value.isNull())
                .map(value -> new BigDecimal(value.asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void failover(String id, String at, long failedPico, long answeredPico) {
        ledger.add(RequestRow.of(
                id,
                at,
                "simple",
                "answered",
                AttemptRow.failed("fireworks", "llama", failedPico, 500, "server error"),
                AttemptRow.answered("groq", "llama", answeredPico, 10, 20)));
    }
}
