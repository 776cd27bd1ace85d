package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.FarewayApplication;
import io.fareway.command.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/** {@code evaluate} against the simulated providers: what it prints, writes and books. */
class EvaluateCommandTest {

    private static final String PROMPTS =
            """
            {"id":"choice","prompt":"Is it hot or cold?","checks":[{"type":"must-match","value":"^(hot|cold)"}]}
            {"id":"never","prompt":"Say something else.","checks":[{"type":"exact","value":"nobody says this"}]}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final SQLiteDataSource ledger = new SQLiteDataSource();
    private Path folder = Path.of("");
    private Path set = Path.of("");

    @BeforeEach
    void prompts(@TempDir Path temporary) throws IOException {
        folder = temporary;
        set = Files.writeString(folder.resolve("two.jsonl"), PROMPTS);
        ledger.setUrl("jdbc:sqlite:" + folder.resolve("fareway.db"));
    }

    @Test
    void evaluate_tellsQualityLatencyAndCost_booksTheCalls_andComparesWithTheLastRun() throws IOException {
        int first = evaluate(set, "--tier=simple", "--repeats=2", "--warm-up=1");
        String told = text(out);
        out.reset();
        int second = evaluate(set, "--deployments=demo-swift/llama-3.1-8b", "--repeats=1", "--warm-up=0");

        assertThat(first).as(told + text(err)).isEqualTo(ExitCode.OK);
        assertThat(told)
                .startsWith("two: 2 prompts, each 2 times to each deployment, 4 at once")
                .containsPattern("demo-swift/llama-3.1-8b +4 of 4 +50\\.0 % \\(15\\.0 to 85\\.0\\)")
                .contains("check exact: 0.0 %", "check must-match: 100.0 %", "failed, 2 ×: never: it is not")
                .contains("No earlier run of these prompts.");
        assertThat(second).isEqualTo(ExitCode.OK);
        assertThat(text(out))
                .containsPattern("Since the run of [0-9-]{10}T[0-9:]{8}Z:")
                .containsPattern("swift/llama-3.1-8b: checks 0.0 points, first");
        JsonNode report = report();
        assertThat(report.at("/deployments/0/errors")).isEmpty();
        assertThat(report.at("/deployments/0/usd").asText()).matches("0\\.0000\\d+");
        assertThat(attempts()).isEqualTo((2 * 2 + 1) * 3 + 2);
        assertThat(requests()).isZero();
    }

    @Test
    void unknownTier_isToldWithTheNearest() {
        int code = evaluate(set, "--tier=simpel");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains("unknown tier \"simpel\" (did you mean \"simple\"?)");
    }

    private int evaluate(Path prompts, String... options) {
        List<String> line = Stream.concat(
                        Stream.of("evaluate", prompts.toString()),
                        Stream.concat(
                                Stream.of(options),
                                Stream.of(
                                        "--fareway.demo=true",
                                        "--fareway.database.url=" + ledger.getUrl(),
                                        "--fareway.reports.folder=" + folder.resolve("reports"))))
                .toList();
        return new CommandLauncher(FarewayApplication.class, stream(out), stream(err)).run(line.toArray(String[]::new));
    }

    private JsonNode report() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("reports/evaluations"))) {
            Path latest = files.filter(file -> file.toString().endsWith(".json"))
                    .max(Path::compareTo)
                    .orElseThrow();
            assertThat(Path.of(latest.toString().replace(".json", ".html")))
                    .content()
                    .contains("Evaluation of two");
            return new ObjectMapper().readTree(latest.toFile());
        }
    }

    private long attempts() {
        return JdbcClient.create(ledger)
                .sql(
                        "select count(*) from attempt where kind = 'evaluation' and experiment = 'two' and outcome = 'answered'")
                .query(Long.class)
                .single();
    }

    private long requests() {
        return JdbcClient.create(ledger)
                .sql("select count(*) from request")
                .query(Long.class)
                .single();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
