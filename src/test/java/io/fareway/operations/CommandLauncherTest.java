package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.FarewayApplication;
import io.fareway.command.ExitCode;
import io.fareway.model.Usage;
import io.fareway.routing.whatif.PastLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Commands of the real application, from the words on the line to the exit code. */
class CommandLauncherTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void validate_findsNothingWrongWithTheShippedFiles_andLeavesTheLedgerAlone(@TempDir Path folder) {
        Path ledger = folder.resolve("fareway.db");

        int code = run("validate", "--fareway.database.url=jdbc:sqlite:" + ledger);

        assertThat(text(out)).isEqualToIgnoringNewLines("No problem found in config and routes");
        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(ledger).doesNotExist();
    }

    @Test
    void validate_tellsFileLineAndNearestNameOfEveryMistake_inSettingsAndRoutes(@TempDir Path folder)
            throws IOException {
        FileSystemUtils.copyRecursively(Path.of("config"), folder.resolve("config"));
        FileSystemUtils.copyRecursively(Path.of("routes"), folder.resolve("routes"));
        replace(folder.resolve("config/tiers.yaml"), "- demo-swift/llama-3.1-8b", "- demo-swft/llama-3.1-8b");
        replace(folder.resolve("routes/20-admission.camel.yaml"), "description:", "descripton:");

        int code = run(
                "validate",
                "--fareway.settings.folder=" + folder.resolve("config"),
                "--fareway.routes.folder=" + folder.resolve("routes"));

        assertThat(text(out))
                .containsPattern("tiers.yaml:\\d+: unknown deployment \"demo-swft/llama-3.1-8b\""
                        + " \\(did you mean \"demo-swift/llama-3.1-8b\"\\?\\)")
                .containsPattern("20-admission.camel.yaml:\\d+: `descripton` is not known here; did you mean"
                        + " `description`\\?");
        assertThat(code).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void plan_tellsWaysCostAndBadLinesOfAJobFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("job.jsonl"),
                """
                {"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"simple","messages":[{"role":"user","content":"Hi"}]}}
                {"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"simple","messages":[{"role":"user","content":"Hi"}]}}
                {"custom_id":"b","method":"POST","url":"/v1/chat/completions","body":{"model":"nobody-has-it","messages":[{"role":"user","content":"Hi"}]}}
                no json
                """);

        int code = run("plan", file.toString(), "--fareway.demo=true");

        assertThat(text(out))
                .startsWith("job.jsonl: 4 lines")
                .containsPattern("live +1 lines +0\\.\\d+ USD +demo-")
                .contains("duplicate_custom_id (first in line 2)", "model_not_found (first in line 3)")
                .contains("invalid_json (first in line 4)", "ends in about", "no deadline is named");
        assertThat(code).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void plan_wantsAJobFile() {
        int code = run("plan", "README.md");

        assertThat(text(err)).startsWith("README.md is no job file");
        assertThat(code).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatIf_withTheShippedSettings_reproducesTheBill(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("fareway.db");
        PastLedger ledger = new PastLedger(file);
        List<String> kept = List.of("demo-thrifty/llama-3.1-8b", "demo-swift/llama-3.1-8b");
        PastLedger.Call call =
                PastLedger.Call.answered("demo-thrifty/llama-3.1-8b", Usage.ofText(1_000, 100, false), 46_000_000, 120);
        ledger.add("r1", Instant.parse("2026-10-01T10:00:00Z"), "simple", "answered", "fixed", kept, call);

        int code = run(
                "what-if",
                "--from=2026-10-01",
                "--to=2026-10-31",
                "--prices=config/prices.yaml",
                "--tiers=config/tiers.yaml",
                "--json",
                "--fareway.database.url=jdbc:sqlite:" + file);

        JsonNode result = new ObjectMapper().readTree(text(out));
        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(result.path("booked").path("cost_usd").asText()).isEqualTo("0.000046");
        assertThat(result.path("what_if").path("cost_usd").asText()).isEqualTo("0.000046");
        assertThat(result.path("coverage").path("as_booked").asLong()).isEqualTo(1);
    }

    @Test
    void whatIf_answersAnUnknownPolicyWithTheNearestName(@TempDir Path folder) {
        int code = run("what-if", "--policy=weigthed", "--fareway.database.url=jdbc:sqlite:" + folder.resolve("f.db"));

        assertThat(text(err)).startsWith("unknown policy \"weigthed\" (did you mean \"weighted\"?)");
        assertThat(code).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void unknownCommand_isAnsweredWithTheNearestNameAndTheList() {
        int code = run("validat");

        assertThat(text(err)).startsWith("unknown command \"validat\" (did you mean \"validate\"?)");
        assertThat(text(err)).contains("help", "Checks config/ and routes/");
        assertThat(text(out)).isEmpty();
        assertThat(code).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void wrongArguments_areAnsweredWithTheSyntax() {
        int code = run("help", "--loud");

        assertThat(text(err))
                .startsWith("unknown option --loud")
                .contains("usage: java -jar fareway.jar help [COMMAND]");
        assertThat(code).isEqualTo(ExitCode.USAGE);
    }

    private int run(String... args) {
        return new CommandLauncher(FarewayApplication.class, new PrintStream(out), new PrintStream(err)).run(args);
    }

    private static void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replaceFirst(from, to));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
