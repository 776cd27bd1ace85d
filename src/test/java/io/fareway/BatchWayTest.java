package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.ledger.LedgerQueries;
import io.fareway.ledger.RequestRecord;
import io.fareway.model.Outcome;
import io.fareway.routing.overrides.OverrideKind;
import io.fareway.routing.overrides.OverrideRequest;
import io.fareway.routing.overrides.Overrides;
import io.fareway.routing.overrides.RoutingOverride;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Which lines go into a provider's batch, and what the books say of them. */
class BatchWayTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private Environment environment;

    @Autowired
    private LedgerQueries books;

    @Autowired
    private Overrides overrides;

    private JsonNode run(String name, String model) throws IOException {
        Path inbox = Path.of(environment.getRequiredProperty("fareway.batch.inbox"));
        Files.writeString(
                inbox.resolve(name),
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\""
                        + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi " + name + "\"}]}}\n");
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> find(name), job -> job.map(
                                found -> found.path("state").asText())
                        .filter("completed"::equals)
                        .isPresent())
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

    private RequestRecord bookedFor(String name) throws IOException {
        Path output = Path.of(environment.getRequiredProperty("fareway.batch.outbox"), name);
        JsonNode result = JSON.readTree(Files.readString(output));
        return books.request(result.at("/response/request_id").asText()).orElseThrow();
    }

    @Test
    void line_goesIntoABatch_whereThatIsCheaper_andIsBookedAtTheBatchPrice() throws IOException {
        JsonNode job = run("cheap.jsonl", "bulk");

        RequestRecord booked = bookedFor("cheap.jsonl");
        assertThat(job.at("/report/ways/0/way").asText()).isEqualTo("provider_batch");
        assertThat(BATCHER.charged()).contains("Hi cheap.jsonl");
        assertThat(booked.job()).isEqualTo(job.path("id").asText());
        assertThat(booked.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.deployment()).isEqualTo("batcher/bulk");
            assertThat(attempt.ending().orElseThrow().outcome()).isEqualTo(Outcome.ANSWERED);
            // 1,000 tokens at 0.50 and 100 at 2.00 USD per million
            assertThat(attempt.ending().orElseThrow().costUsd().orElseThrow())
                    .isEqualByComparingTo(new BigDecimal("0.0007"));
        });
        // 1,000 tokens at 2.50 and 100 at 10.00 USD per million
        assertThat(booked.ending().orElseThrow().baselineUsd().orElseThrow())
                .isEqualByComparingTo(new BigDecimal("0.0035"));
    }

    @Test
    void line_goesLive_whereThereIsNoBatchPrice() throws IOException {
        JsonNode job = run("live.jsonl", "small");

        assertThat(job.at("/report/ways/0/way").asText()).isEqualTo("live");
    }

    @Test
    void line_isTranslatedForABatchOfAnotherDialect_andItsAnswerBack() throws IOException {
        run("claude.jsonl", "bulk-claude");

        JsonNode result = JSON.readTree(
                Files.readString(Path.of(environment.getRequiredProperty("fareway.batch.outbox"), "claude.jsonl")));
        assertThat(MESSAGE_BATCHER.requests()).singleElement().satisfies(request -> {
            assertThat(request.at("/params/model").asText()).isEqualTo("claude-in-bulk");
            assertThat(request.at("/params/max_tokens").asInt()).isPositive();
        });
        assertThat(MESSAGE_BATCHER.wasAlwaysSent("X-api-key", "sk-secret-of-one"))
                .isTrue();
        assertThat(MESSAGE_BATCHER.wasAlwaysSent("Anthropic-version", "2023-06-01"))
                .isTrue();
        assertThat(result.at("/response/body/object").asText()).isEqualTo("chat.completion");
        assertThat(result.at("/response/body/choices/0/message/content").asText())
                .isEqualTo("echo Hi claude.jsonl");
        // 1,000 tokens at 0.50 and 100 at 2.00 USD per million
        assertThat(bookedFor("claude.jsonl").attempts()).singleElement().satisfies(attempt -> assertThat(
                        attempt.ending().orElseThrow().costUsd().orElseThrow())
                .isEqualByComparingTo(new BigDecimal("0.0007")));
    }

    @Test
    void lineThatKeepsAProviderOut_getsIntoNoBatchOfIt() throws IOException {
        String kept = "bulk\",\"metadata\":{\"fareway_ignore\":\"batcher\"},\"user\":\"u";

        JsonNode job = run("kept.jsonl", kept);

        assertThat(job.path("failed").asInt()).isEqualTo(1);
        assertThat(BATCHER.charged()).doesNotContain("Hi kept.jsonl");
    }

    @Test
    void lineForADrainedProvider_getsIntoNoBatchOfIt() throws IOException {
        RoutingOverride drain = overrides.add(new OverrideRequest(
                OverrideKind.DRAIN,
                "batcher",
                "",
                0,
                List.of(),
                "down",
                "ann",
                Instant.now().plusSeconds(120)));
        JsonNode whileDrained;
        try {
            whileDrained = run("drained.jsonl", "bulky");
        } finally {
            overrides.end(drain.id(), "ann");
        }
        JsonNode after = run("undrained.jsonl", "bulky");

        assertThat(whileDrained.at("/report/ways/0/way").asText()).isEqualTo("live");
        assertThat(after.at("/report/ways/0/way").asText()).isEqualTo("provider_batch");
        assertThat(BATCHER.charged()).contains("Hi undrained.jsonl").doesNotContain("Hi drained.jsonl");
    }

    @Test
    void messageBatch_isAnsweredInABatchOfAnotherDialect() throws IOException {
        JsonNode batch = JSON.readTree(client.post(
                        "/v1/messages/batches",
                        """
                        {"requests": [{"custom_id": "a", "params": {"model": "bulk", "max_tokens": 100,
                         "messages": [{"role": "user", "content": "Hi message batch"}]}}]}
                        """)
                .body());

        String results = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> client.get(
                                "/v1/messages/batches/" + batch.path("id").asText() + "/results"),
                        answer -> answer.statusCode() == 200)
                .body();

        JsonNode message = JSON.readTree(results).at("/result/message");
        assertThat(BATCHER.charged()).contains("Hi message batch");
        assertThat(message.path("type").asText()).isEqualTo("message");
        assertThat(message.at("/content/0/text").asText()).isEqualTo("echo Hi message batch");
        assertThat(message.at("/usage/input_tokens").asInt()).isEqualTo(1000);
    }
}
