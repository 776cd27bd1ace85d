package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a deployment whose price has ended: it never counts as free. */
class UnknownPriceTest extends GatewayTest {

    private final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void answering() {
        ONE.always(Replies.text("one two three four"));
    }

    @Test
    void refuse_keepsItFromAnswering_andSaysWhatToDo() {
        HttpResponse<String> refused = client.post("/v1/chat/completions", request("priced-only", 10));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("no_deployment_allowed", "one/mystery: unknown-price, its price is unknown: add one");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void explain_namesTheRule_andTheCeiling() throws JsonProcessingException {
        JsonNode refused = explain("priced-only", 10);
        JsonNode marked = explain("ceiling", 10);

        assertThat(refused.path("dropped").path(0).path("rule").asText()).isEqualTo("unknown-price");
        assertThat(marked.path("candidates").path(0).path("note").asText())
                .isEqualTo("price is unknown, the ceiling is reckoned with");
    }

    @Test
    void ceiling_countsAgainstMaxCost() {
        String body = request("ceiling", 1_000)
                .replace("\"messages\"", "\"metadata\":{\"max_cost_usd\":\"0.01\"},\"messages\"");

        HttpResponse<String> refused = client.post("/v1/chat/completions", body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("one/mystery: cost, it may cost 0.1");
    }

    @Test
    void ceiling_isReservedAgainstTheBudget_andStaysSpent_whileTheCostIsBookedAsUnknown() {
        HttpResponse<String> answered = client.post("/v1/chat/completions", request("ceiling", 10));

        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(booked(answered).ending().orElseThrow().costUsd()).isEmpty();
        // ten tokens of the answer at 100 USD per million are 0.001, the prompt comes on top
        await().untilAsserted(() -> assertThat(spent()).isBetween(new BigDecimal("0.001"), new BigDecimal("0.002")));
        assertThat(client.post("/v1/chat/completions", request("ceiling", 10)).statusCode())
                .isEqualTo(429);
    }

    private JsonNode explain(String tier, int maxTokens) throws JsonProcessingException {
        return json.readTree(
                client.post("/admin/explain", request(tier, maxTokens)).body());
    }

    private static String request(String tier, int maxTokens) {
        return "{\"model\":\"" + tier + "\",\"max_tokens\":" + maxTokens
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    private BigDecimal spent() throws JsonProcessingException {
        JsonNode budgets = json.readTree(client.get("/admin/budgets").body());
        return StreamSupport.stream(budgets.spliterator(), false)
                .filter(node -> node.path("budget").asText().equals("ceiling"))
                .map(node -> new BigDecimal(node.path("spent_usd").asText()))
                .findFirst()
                .orElseThrow();
    }
}
