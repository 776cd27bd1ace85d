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

/** Budgets, from the request to {@code /admin/budgets}. Each test has a tier and a budget of its own. */
class BudgetTest extends GatewayTest {

    private final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void answering() {
        ONE.always(Replies.text("one two three four"));
    }

    @Test
    void requestThatMayCostMoreThanIsLeft_isRefusedBeforeAnyCall() throws JsonProcessingException {
        HttpResponse<String> refused = ask("bounded", 500);

        JsonNode error = json.readTree(refused.body()).path("error");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(error.path("code").textValue()).isEqualTo("budget_exhausted");
        assertThat(error.path("message").textValue())
                .contains("The budget bounded (tier bounded) has no room", "0.0001 USD", "Lower max_tokens");
        assertThat(refused.headers().firstValueAsLong("retry-after").orElseThrow())
                .isPositive();
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void realCost_takesThePlaceOfTheReservation() {
        BigDecimal before = spent("bounded");

        HttpResponse<String> answered = ask("bounded", 10);

        BigDecimal cost = new BigDecimal(
                answered.headers().firstValue("x-fareway-cost-usd").orElseThrow());
        await().untilAsserted(() -> {
            assertThat(spent("bounded")).isEqualByComparingTo(before.add(cost));
            assertThat(figure("bounded", "reserved_usd")).isEqualByComparingTo("0");
        });
    }

    @Test
    void littleLeft_leadsToTheCheaperTier() {
        HttpResponse<String> first = ask("restrained", 10);

        assertThat(tierOf(first)).isEqualTo("restrained");
        await().untilAsserted(() -> {
            HttpResponse<String> later = ask("restrained", 10);
            assertThat(tierOf(later)).isEqualTo("simple");
            assertThat(later.headers().firstValue("x-fareway-tier-reason").orElseThrow())
                    .contains("instead of restrained, budget restrained (tier restrained) is");
        });
    }

    @Test
    void requestInTheCheaperTier_staysThereWhenItsAnswerFailsACheck() {
        ONE.always(Replies.text("I cannot help"));
        ask("thrifty", 10);

        await().untilAsserted(() -> {
            HttpResponse<String> later = ask("thrifty", 10);
            assertThat(tierOf(later)).isEqualTo("checked");
            assertThat(later.headers().firstValue("x-fareway-check")).hasValue("failed: refusals");
        });
        assertThat(THREE.received()).isEmpty();
    }

    @Test
    void littleLeft_isKeptForPremiumCallers() {
        ask("closing", 10);

        await().untilAsserted(() -> {
            HttpResponse<String> later = ask("closing", 10);
            assertThat(later.statusCode()).isEqualTo(429);
            assertThat(later.body()).contains("what is left is for premium callers");
        });
        assertThat(ask("closing", 10, "Authorization", "Bearer alpha-key-0123456789")
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> ask(String tier, int maxTokens, String... headers) {
        return client.post(
                "/v1/chat/completions",
                "{\"model\":\"" + tier + "\",\"max_tokens\":" + maxTokens
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                headers);
    }

    private static String tierOf(HttpResponse<?> response) {
        return response.headers().firstValue("x-fareway-tier").orElse("");
    }

    private BigDecimal spent(String budget) {
        return figure(budget, "spent_usd");
    }

    private BigDecimal figure(String budget, String name) {
        try {
            JsonNode budgets = json.readTree(client.get("/admin/budgets").body());
            return StreamSupport.stream(budgets.spliterator(), false)
                    .filter(node -> node.path("budget").asText().equals(budget))
                    .map(node -> new BigDecimal(node.path(name).asText()))
                    .findFirst()
                    .orElseThrow();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
