package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Jobs of the inbox as their owner and an operator see them. */
class BatchJobTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private Environment environment;

    private JsonNode jobNamed(String name) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> find(name), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> find(String name) throws IOException {
        for (JsonNode job : JSON.readTree(client.get("/admin/jobs").body())) {
            if (job.path("name").asText().equals(name)) {
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    private void drop(String name, byte[]... lines) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            file.writeBytes(line);
            file.write('\n');
        }
        Files.write(folder("inbox").resolve(name), file.toByteArray());
    }

    private Path folder(String name) {
        return Path.of(environment.getRequiredProperty("fareway.batch." + name));
    }

    private static byte[] line(String customId, String model) {
        return ("{\"custom_id\":\"" + customId + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                        + "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String idOfDone(String name) throws IOException {
        String id = jobNamed(name).path("id").asText();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> JSON.readTree(client.get("/admin/jobs/" + id).body())
                        .path("state")
                        .asText()
                        .equals("completed"));
        return id;
    }

    @Test
    void job_isShownToProgramsAndPeople() throws IOException {
        drop("shown.jsonl", line("a", "simple"));
        String id = idOfDone("shown.jsonl");

        JsonNode job = JSON.readTree(client.get("/admin/jobs/" + id).body());
        String text = client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/admin/jobs/" + id))
                        .header("Accept", "text/plain")
                        .build())
                .body();

        assertThat(job.path("done").asInt()).isEqualTo(1);
        assertThat(job.at("/report/ways/0/way").asText()).isEqualTo("live");
        assertThat(job.path("cost_usd").asText()).isNotEqualTo("0");
        assertThat(text).contains("completed", "shown.jsonl", "1 lines, 0 failed");
    }

    @Test
    void results_areHadByTheirJob() throws IOException {
        Files.writeString(folder("inbox").resolve("had.jsonl.job.yaml"), "order: any");
        drop("had.jsonl", line("a", "simple"));
        String id = idOfDone("had.jsonl");

        HttpResponse<String> results = client.get("/admin/jobs/" + id + "/results");

        assertThat(results.statusCode()).isEqualTo(200);
        assertThat(results.headers().firstValue("Content-Type")).contains("application/jsonl");
        assertThat(results.body())
                .isEqualTo(Files.readString(folder("outbox").resolve("had.jsonl")))
                .contains("\"custom_id\":\"a\"");
    }

    @Test
    void eachBadLine_hasItsErrorAndTheOthersAreAnswered() throws IOException {
        drop(
                "bad.jsonl",
                line("good", "simple"),
                "{\"custom_id\": \"broken\",".getBytes(StandardCharsets.UTF_8),
                line("good", "simple"),
                line("unknown", "no-such-model"),
                line("caf\u00e9", "simple"),
                new String(line("caf\u00e9", "simple"), StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1),
                line("last", "simple"));
        idOfDone("bad.jsonl");

        List<JsonNode> results = new ArrayList<>();
        for (String line : Files.readAllLines(folder("outbox").resolve("bad.jsonl"))) {
            results.add(JSON.readTree(line));
        }

        assertThat(results.stream()
                        .map(result -> result.path("error").isNull()
                                ? result.at("/response/status_code").asText()
                                : result.at("/error/code").asText()))
                .containsExactly("200", "invalid_json", "duplicate_custom_id", "404", "200", "invalid_encoding", "200");
        assertThat(results.get(3).at("/response/body/error/message").asText()).contains("no-such-model");
    }

    @Test
    void action_onAnUnknownJobIsRefused() {
        HttpResponse<String> response = client.post("/admin/jobs/none?action=pause", "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("There is no job 'none'");
    }
}
