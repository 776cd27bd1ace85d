package io.fareway.report.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.command.CommandArguments;
import io.fareway.command.CommandSyntax;
import io.fareway.command.ExitCode;
import io.fareway.command.UsageException;
import io.fareway.model.Deployment;
import io.fareway.model.Money;
import io.fareway.model.Settings;
import io.fareway.report.LedgerSnapshot;
import io.fareway.testing.Journeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/**
 * Exports against the ledger. The files are shaped like those that the providers' pages export: columns as on
 * developers.openai.com (usage and costs objects) and platform.claude.com (usage and cost report); figures are made up.
 */
class ReconcileTest {

    private static final Path FILES = Path.of("src/test/resources/reconcile");

    private final SQLiteDataSource ledger = new SQLiteDataSource();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int calls;

    @BeforeEach
    void emptyLedger(@TempDir Path folder) {
        ledger.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
        Flyway.configure().dataSource(ledger).load().migrate();
    }

    @Test
    void openAiUsage_agrees_whateverTheModelsDateBehindItsName() throws IOException {
        book("2026-10-01T09:00:00Z", "openai/gpt-4o", 1_500, 1_000, 200, "");
        book("2026-10-01T23:59:59Z", "openai/gpt-4o", 500, 0, 300, "");
        book("2026-10-02T00:00:00Z", "openai/gpt-4o-mini", 400, 0, 40, "");

        int code = run("openai-usage.csv", "--provider=openai", "--format=openai");

        assertThat(text()).contains("5 of 5 figures agree").doesNotContain("differ.");
        assertThat(code).isEqualTo(ExitCode.OK);
    }

    @Test
    void modelThatIsMissing_onEitherSide_isNamed() throws IOException {
        book("2026-10-01T09:00:00Z", "openai/gpt-4o", 2_000, 1_000, 500, "");
        book("2026-10-02T10:00:00Z", "openai/o3", 10, 0, 10, "");

        int code = run("openai-usage.csv", "--provider=openai", "--format=openai");

        assertThat(text())
                .containsPattern("2026-10-02 +gpt-4o-mini +input +400 +0 +-400 .*not in the ledger")
                .containsPattern("2026-10-02 +o3 +output +0 +10 +10 .*not in the export");
        assertThat(code).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void openAiCosts_areComparedByLineItem() throws IOException {
        book("2026-10-01T09:00:00Z", "openai/gpt-4o", 2_000, 1_000, 500, "input=0.005,cache_read=0.00125,output=0.009");

        int code = run("openai-costs.csv", "--provider=openai", "--format=openai", "--tolerance-usd=0.000001");

        assertThat(text())
                .containsPattern("2026-10-01 +gpt-4o +output +0.005 +0.009 +0.004")
                .contains("1 of 3 figures differ.");
        assertThat(code).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void anthropicUsage_tellsCacheClassesApart() throws IOException {
        book("2026-10-01T09:00:00Z", "anthropic/claude-haiku", 1_000, 4_000, 300, "");

        run("anthropic-usage.csv", "--provider=anthropic", "--format=anthropic");

        assertThat(text())
                .containsPattern("2026-10-01 +claude-haiku +cache_write_5m +200 +0 +-200")
                .containsPattern("2026-10-02 +claude-sonnet-4-5-20250929 +input +70 +0 +-70 .*not in the ledger")
                .contains("3 of 6 figures differ.");
    }

    @Test
    void anthropicCost_findsModelsWrittenForPeople() throws IOException {
        book("2026-10-01T09:00:00Z", "anthropic/claude-haiku", 1, 0, 1, "input=1.004,output=1.50");

        int code = run("anthropic-cost.csv", "--provider=anthropic", "--format=anthropic");

        assertThat(text()).contains("2 of 2 figures agree");
        assertThat(code).isEqualTo(ExitCode.OK);
    }

    @Test
    void generic_readsNamedColumns_andTellsRowsThatItCannotRead() throws IOException {
        book("2026-10-01T09:00:00Z", "openai/gpt-4o", 1_000, 0, 50, "input=2.1");

        int code = run(
                "generic.csv",
                "--provider=openai",
                "--columns=date=Tag,model=Modell,input=Prompt,output=Antwort,cost=Betrag");

        assertThat(text())
                .contains("generic.csv:3: Prompt is no number: \"viele\"; the row was not read")
                .contains("not in the ledger");
        assertThat(code).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void unknownColumn_isTold_andChangesNoFigure(@TempDir Path folder) throws IOException {
        book("2026-10-01T09:00:00Z", "openai/gpt-4o", 5, 0, 0, "");
        Path file = Files.writeString(folder.resolve("e.csv"), "date,model,input,mood\n2026-10-01,gpt-4o,5,good\n");

        int code = run(file, "--provider=openai");

        assertThat(text()).contains("e.csv:1: the column \"mood\" is unknown and was not read");
        assertThat(code).isEqualTo(ExitCode.OK);
    }

    @Test
    void daysOfAnotherZone_differ_untilTheZoneIsSaid(@TempDir Path folder) throws IOException {
        book("2026-10-01T22:30:00Z", "openai/gpt-4o", 100, 0, 0, "");
        book("2026-10-02T12:00:00Z", "openai/gpt-4o", 40, 0, 0, "");
        book("2026-10-01T12:00:00Z", "openai/gpt-4o", 7, 0, 0, "");
        Path file = Files.writeString(
                folder.resolve("e.csv"), "date,model,input\n2026-10-01,gpt-4o,7\n2026-10-02,gpt-4o,140\n");

        assertThat(run(file, "--provider=openai")).isEqualTo(ExitCode.FAILED);
        assertThat(text()).contains("the export's days begin elsewhere; say where with --zone");

        assertThat(run(file, "--provider=openai", "--zone=Europe/Berlin")).isEqualTo(ExitCode.OK);
    }

    @Test
    void costOnly_isComparedByModel_andUnknownCostsAreTold(@TempDir Path folder) throws IOException {
        book("2026-10-01T12:00:00Z", "openai/gpt-4o", 100, 0, 0, "input=0.25,output=0.25");
        book("2026-10-01T13:00:00Z", "openai/gpt-4o", 100, 0, 0, "");
        Path file = Files.writeString(folder.resolve("e.csv"), "date,model,cost\n2026-10-01,gpt-4o,0.75\n");

        int code = run(file, "--provider=openai");

        assertThat(text())
                .containsPattern("2026-10-01 +gpt-4o +all +0.75 +0.5 +-0.25")
                .contains("1 calls in the ledger have no known cost");
        assertThat(code).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void tolerance_decidesWhatDiffers(@TempDir Path folder) throws IOException {
        book("2026-10-01T12:00:00Z", "openai/gpt-4o", 990, 0, 0, "");
        Path file = Files.writeString(folder.resolve("e.csv"), "date,model,input\n2026-10-01,gpt-4o,1000\n");

        assertThat(run(file, "--provider=openai", "--tolerance=0.9")).isEqualTo(ExitCode.FAILED);
        assertThat(run(file, "--provider=openai", "--tolerance=1")).isEqualTo(ExitCode.OK);
    }

    @Test
    void fileOfAnotherFormat_isRefusedWithTheColumnsItNeeds() {
        assertThatThrownBy(() -> run("generic.csv", "--provider=openai", "--format=openai"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("start_time, model, input_tokens and output_tokens");
    }

    @Test
    void unknownProvider_isRefusedWithTheNearestName() {
        assertThatThrownBy(() -> run("generic.csv", "--provider=openay"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("did you mean \"openai\"?");
    }

    private int run(String file, String... options) throws IOException {
        return run(FILES.resolve(file), options);
    }

    private int run(Path file, String... options) throws IOException {
        CommandSyntax syntax = Objects.requireNonNull(ReconcileCommand.class.getAnnotation(CommandSyntax.class));
        List<String> words = new ArrayList<>(List.of(options));
        words.add(file.toString());
        return new ReconcileCommand(new LedgerSnapshot(ledger), instead -> settings())
                .run(CommandArguments.parse(syntax, words), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Settings settings() {
        Map<String, Deployment> deployments = new LinkedHashMap<>();
        for (Deployment deployment : List.of(
                new Deployment("openai", "gpt-4o", "gpt-4o-2024-08-06", 1_000, "", false),
                new Deployment("openai", "gpt-4o-mini", "gpt-4o-mini", 1_000, "", false),
                new Deployment("anthropic", "claude-haiku", "claude-haiku-4-5", 1_000, "", false))) {
            deployments.put(deployment.name(), deployment);
        }
        return new Settings(
                Map.of(), deployments, Map.of(), Journeys.SETTINGS.classifier(), List.of(), "openai/gpt-4o");
    }

    /** Parts as in {@code input=0.005,output=0.01}; none = cost unknown. */
    private void book(String at, String deployment, long input, long cached, long output, String parts) {
        int slash = deployment.indexOf('/');
        Map<String, Long> pico = new LinkedHashMap<>();
        for (String part : parts.isEmpty() ? new String[0] : parts.split(",")) {
            int equals = part.indexOf('=');
            pico.put(part.substring(0, equals), Money.toPico(new BigDecimal(part.substring(equals + 1))));
        }
        StringBuilder json = new StringBuilder();
        pico.forEach((part, amount) -> json.append(json.isEmpty() ? "{" : ",")
                .append('"')
                .append(part)
                .append("\":")
                .append(amount));
        JdbcClient.create(ledger)
                .sql(
                        """
                        insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason,
                            deployment, provider, model, streamed, simulated, job, opened_at, closed_at, outcome,
                            input_tokens, cache_read_tokens, output_tokens, usage_estimated, cost_pico_usd, cost_parts,
                            instance)
                        values (?, ?, 1, 'e', 'auto', '', 'simple', '', ?, ?, ?, 0, 0, '', ?, 1, 'answered', ?, ?, ?, 0,
                            ?, ?, 'test')
                        """)
                .params("a" + calls, "r" + calls++, deployment)
                .params(deployment.substring(0, slash), deployment.substring(slash + 1))
                .params(Instant.parse(at).toEpochMilli(), input, cached, output)
                .param(
                        pico.isEmpty()
                                ? null
                                : pico.values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                .param(json.isEmpty() ? "" : json.append('}').toString())
                .update();
    }
}
