package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.ChatClient.Events;
import io.fareway.testing.GatewayProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first five minutes of README.md, with the packaged jar, nothing configured. */
class JourneyIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static GatewayProcess gateway;

    @BeforeAll
    static void start(@TempDir Path folder) {
        gateway = GatewayProcess.start(folder, "--demo.time-factor=0.2");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void withoutAnyKey_simulatedProvidersAnswerAndSaySo() {
        HttpResponse<String> response = gateway.client().chatTo("auto");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-fareway-simulated")).contains("true");
        assertThat(response.headers().firstValue("x-fareway-cost-usd").orElseThrow())
                .matches("0\\.\\d+");
    }

    @Test
    void stream_arrivesWhole() {
        Events events = gateway.client().stream("llama-3.3-70b");

        assertThat(events.clean()).isTrue();
        assertThat(events.isDone()).isTrue();
    }

    @Test
    void brokenDemoProvider_isReplacedByTheNextAndBooked() {
        String first = gateway.client()
                .chatTo("simple")
                .headers()
                .firstValue("x-fareway-provider")
                .orElseThrow();
        gateway.client().post("/demo/" + first + "/fault", "{\"fault\":\"500\"}");

        HttpResponse<String> response = gateway.client().chatTo("simple");
        gateway.client().post("/demo/" + first + "/fault", "{\"fault\":\"off\"}");

        String id = response.headers().firstValue("x-fareway-request-id").orElseThrow();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-fareway-provider").orElseThrow())
                .isNotEqualTo(first);
        assertThat(gateway.client().get("/admin/requests/" + id).body())
                .contains("\"outcome\" : \"failed\"", "status 500");
    }

    @Test
    void droppedFile_survivesAKillAndEveryLineHasOneResult() throws IOException {
        Path sample = Path.of("samples/support-triage.jsonl");
        List<String> asked = customIds(sample, "/custom_id");
        Files.createDirectories(gateway.folder().resolve("inbox"));
        Files.copy(sample, gateway.folder().resolve("inbox/.triage.part"));
        Files.move(
                gateway.folder().resolve("inbox/.triage.part"), gateway.folder().resolve("inbox/triage.jsonl"));
        await().atMost(PATIENCE).until(() -> Files.readString(gateway.log()).contains("triage"));

        gateway.killAndRestart();

        Path result = gateway.folder().resolve("outbox/triage.jsonl");
        await().atMost(PATIENCE).until(() -> Files.exists(result));
        assertThat(customIds(result, "/custom_id")).isEqualTo(asked);
        assertThat(customIds(result, "/response/status_code")).containsOnly("200");
        await().atMost(PATIENCE).until(() -> Files.exists(gateway.folder().resolve("inbox/done/triage.jsonl")));
    }

    @Test
    void report_saysWhatItCostAndSaved() throws IOException {
        gateway.client().chatTo("simple");

        HttpResponse<String> response = gateway.client().post("/admin/reports", "");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode files = JSON.readTree(response.body()).path("files");
        assertThat(files).hasSize(3);
        for (JsonNode file : files) {
            assertThat(gateway.folder().resolve(file.asText())).isNotEmptyFile();
        }
    }

    @Test
    void editedTier_isFollowedAndABrokenEditIsRefused() throws IOException {
        Path tiers = gateway.folder().resolve("config/tiers.yaml");
        String shipped = Files.readString(tiers);
        String before = provider("medium");
        Files.writeString(tiers, moveToEndOfMedium(shipped, before));
        await().atMost(PATIENCE).until(() -> !provider("medium").equals(before));

        Files.writeString(tiers, shipped.replace("  medium:", "  medium:\n    nonsense: 1"));
        await().atMost(PATIENCE).until(() -> Files.readString(gateway.log()).contains("unknown key \"nonsense\""));

        assertThat(gateway.client().chatTo("medium").statusCode()).isEqualTo(200);
        Files.writeString(tiers, shipped);
        await().atMost(PATIENCE).until(() -> provider("medium").equals(before));
    }

    private static String provider(String tier) {
        return gateway.client()
                .chatTo(tier)
                .headers()
                .firstValue("x-fareway-provider")
                .orElse("");
    }

    /** Swaps the demo deployments of the tier: the one that answers now comes last. */
    private static String moveToEndOfMedium(String tiers, String provider) {
        int medium = tiers.indexOf("  medium:");
        int end = tiers.indexOf("  complex:");
        String section = tiers.substring(medium, end);
        String line = section.lines()
                .filter(entry -> entry.trim().startsWith("- " + provider + "/"))
                .findFirst()
                .orElseThrow();
        String swapped = section.replace(line + "\n", "").stripTrailing() + "\n" + line + "\n\n";
        return tiers.substring(0, medium) + swapped + tiers.substring(end);
    }

    private static List<String> customIds(Path file, String pointer) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(JourneyIT::parse)
                    .map(line -> line.at(pointer).asText())
                    .toList();
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("not a JSON line: " + line, e);
        }
    }
}
