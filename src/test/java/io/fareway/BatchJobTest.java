package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private void drop(String name) throws IOException {
        Files.writeString(
                Path.of(environment.getRequiredProperty("fareway.batch.inbox"), name),
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                        + "{\"model\":\"simple\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}}\n");
    }

    @Test
    void job_isShownToProgramsAndPeople() throws IOException {
        drop("shown.jsonl");
        String id = jobNamed("shown.jsonl").path("id").asText();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> JSON.readTree(client.get("/admin/jobs/" + id).body())
                        .path("state")
                        .asText()
                        .equals("completed"));

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
    void action_onAnUnknownJobIsRefused() {
        HttpResponse<String> response = client.post("/admin/jobs/none?action=pause", "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("There is no job 'none'");
    }
}
