package io.fareway.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.report.LedgerRows.AttemptRow;
import io.fareway.report.LedgerRows.RequestRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Reports over a ledger that a test fills, written into a folder of its own. */
abstract class WrittenReports {

    static final LocalDate DAY = LocalDate.parse("2026-03-10");
    static final Instant NEXT_MORNING = Instant.parse("2026-03-11T00:05:00Z");

    Path folder;
    LedgerRows ledger;

    abstract DataSource dataSource();

    @BeforeEach
    void emptyLedger(@TempDir Path reportFolder) {
        folder = reportFolder;
        ledger = new LedgerRows(dataSource());
    }

    /** Seven requests whose sums were worked out by hand, and one on either side of the day. */
    void handWorkedDay() {
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

    Reports reports(String zone, Instant now) {
        return new Reports(
                new ReportProperties(ZoneId.of(zone), folder.toString()),
                Clock.fixed(now, ZoneId.of("UTC")),
                reader(),
                List.of(new HtmlFormat(), new CsvFormat(), new JsonFormat()));
    }

    PeriodReader reader() {
        return new PeriodReader(new LedgerSnapshot(dataSource()));
    }

    static String at(String time) {
        return "2026-03-10T" + time + ":00Z";
    }

    String file(String extension) throws IOException {
        return Files.readString(folder.resolve(DAY + "." + extension));
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(file("json"));
    }

    Map<String, String> csv(String section, String name) throws IOException {
        return csv(DAY.toString()).stream()
                .filter(row -> section.equals(row.get("section")) && name.equals(row.get("name")))
                .findFirst()
                .orElseThrow();
    }

    List<Map<String, String>> csv(String day) throws IOException {
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
