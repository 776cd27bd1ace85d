package io.fareway.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.report.LedgerRows.AttemptRow;
import io.fareway.report.LedgerRows.RequestRow;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Costs asked of a ledger that a test fills. */
abstract class AskedCosts {

    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    LedgerRows ledger;
    JdbcClient jdbc;

    abstract DataSource dataSource();

    @BeforeEach
    void emptyLedger() {
        ledger = new LedgerRows(dataSource());
        jdbc = JdbcClient.create(dataSource());
    }

    JsonNode ask(String... parameters) {
        try {
            return new ObjectMapper()
                    .readTree(costs().answer(parameters(parameters)).text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    Costs costs() {
        ZoneId utc = ZoneId.of("UTC");
        return new Costs(
                new CostReader(new LedgerSnapshot(dataSource())),
                new ReportProperties(utc, "reports"),
                Clock.fixed(NOW, utc));
    }

    static Map<String, List<String>> parameters(String... namesAndValues) {
        return IntStream.range(0, namesAndValues.length / 2)
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> namesAndValues[2 * i],
                        Collectors.mapping(i -> namesAndValues[2 * i + 1], Collectors.toList())));
    }

    static String costOf(JsonNode answer) {
        return answer.at("/total/cost_usd").textValue();
    }

    void answered(String id, String at, String provider, long costPico) {
        ledger.add(
                RequestRow.of(id, at, "simple", "answered", AttemptRow.answered(provider, "llama", costPico, 10, 20)));
    }

    void failed(String id, String at, long costPico) {
        ledger.add(RequestRow.of(
                id, at, "simple", "failed", AttemptRow.failed("fireworks", "llama", costPico, 500, "server error")));
    }
}
