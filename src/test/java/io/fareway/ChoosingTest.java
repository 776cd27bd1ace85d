package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.Selection;
import io.fareway.testing.Replies;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Who answers a request, by its own words, and what is told and kept about it. */
class ChoosingTest extends GatewayTest {

    private static final String PLAIN = "{\"model\":\"simple\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @Test
    void withoutAWord_theOrderWrittenDecides_andTheRequestKeepsWhy() {
        ONE.next(Replies.text("fine"));

        Selection selection = booked(client.chatTo("simple")).selection().orElseThrow();

        assertThat(selection.policy()).isEqualTo(Policy.FIXED);
        assertThat(selection.policyReason()).isEqualTo("tier simple");
        assertThat(selection.kept()).extracting(Selection.Kept::deployment).containsExactly("one/small", "two/small");
        assertThat(selection.dropped()).isEmpty();
    }

    @Test
    void header_ignore_sendsTheRequestToTheNextOne_andAdminShowsTheRule() throws IOException {
        TWO.next(Replies.text("fine"));

        HttpResponse<String> response = client.chatTo("simple", "x-fareway-ignore", "one");

        assertThat(response.headers().firstValue("x-fareway-provider")).contains("two");
        String id = response.headers().firstValue("x-fareway-request-id").orElseThrow();
        JsonNode selection = json(client.get("/admin/requests/" + id)).path("selection");
        assertThat(selection.path("candidates").path(0).path("deployment").asText())
                .isEqualTo("two/small");
        assertThat(selection.path("dropped").path(0).path("deployment").asText())
                .isEqualTo("one/small");
        assertThat(selection.path("dropped").path(0).path("rule").asText()).isEqualTo("provider");
    }

    @Test
    void metadata_maxCost_dropsWhatMayCostMore() {
        String body = PLAIN.replace("\"model\"", "\"metadata\":{\"max_cost_usd\":\"0.000000001\"},\"model\"");

        HttpResponse<String> response = client.post("/v1/chat/completions", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("no_deployment_allowed", "one/small: cost, it may cost", "two/small: cost, it may cost");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void answerThatCameOutDearer_isBookedAndDelivered() {
        ONE.next(
                Replies.json(
                        200,
                        "",
                        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"long\"},"
                                + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":50000}}"));

        HttpResponse<String> response = client.chatTo("simple", "x-fareway-max-cost-usd", "0.001");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("long");
        // 10 tokens at 0.10 and 50,000 at 0.40 USD per million
        assertThat(booked(response).attempts().getFirst().ending().orElseThrow().costUsd())
                .hasValueSatisfying(usd -> assertThat(usd).isEqualByComparingTo("0.020001"));
    }

    @Test
    void failover_neverReachesADroppedCandidate() {
        ONE.next(Replies.json(500, "", "{}"));
        ONE.next(Replies.json(500, "", "{}"));

        HttpResponse<String> response = client.chatTo("simple", "x-fareway-ignore", "two");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(TWO.received()).isEmpty();
    }

    @Test
    void providerObject_decides_andDoesNotReachTheProvider() {
        TWO.next(Replies.text("fine"));
        String body = PLAIN.replace("\"model\"", "\"provider\":{\"order\":[\"Two\"]}, \"model\"");

        HttpResponse<String> response = client.post("/v1/chat/completions", body);

        assertThat(response.headers().firstValue("x-fareway-provider")).contains("two");
        assertThat(TWO.received().getFirst().body())
                .isEqualTo("{" + PLAIN.substring(1).replace("\"simple\"", "\"small-at-two\""));
    }

    @Test
    void unknownProfile_isRefusedWithTheNearestName() {
        HttpResponse<String> response = client.chatTo("simple", "x-fareway-profile", "thrify");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("did you mean \\\"thrifty\\\"?");
    }

    @Test
    void profile_choosesTierAndPolicy() {
        String body = PLAIN.replace("\"simple\"", "\"auto\"");

        HttpResponse<String> response = client.post("/v1/chat/completions", body, "x-fareway-profile", "thrifty");

        assertThat(response.headers().firstValue("x-fareway-tier")).contains("complex");
        Selection selection = booked(response).selection().orElseThrow();
        assertThat(selection.policy()).isEqualTo(Policy.COST);
        assertThat(selection.policyReason()).isEqualTo("profile thrifty");
    }

    @Test
    void explain_tellsTierCandidatesAndRules_withoutCallingAnyone() throws IOException {
        JsonNode explained = json(client.post("/admin/explain", PLAIN, "x-fareway-policy", "cost"));

        assertThat(explained.path("tier").asText()).isEqualTo("simple");
        assertThat(explained.path("tier_reason").asText()).isEqualTo("asked for as model");
        assertThat(explained.path("policy").asText()).isEqualTo("cost");
        assertThat(explained.path("policy_reason").asText()).isEqualTo("asked for by the request");
        assertThat(explained.path("candidates")).hasSize(2).allSatisfy(candidate -> {
            assertThat(candidate.path("expected_cost_usd").asText()).matches("0\\.0+\\d+");
            assertThat(candidate.path("expected_latency_ms").asLong()).isPositive();
        });
        assertThat(ONE.received()).isEmpty();
        assertThat(TWO.received()).isEmpty();
    }

    @Test
    void explain_tellsWhyNobodyMayAnswer() throws IOException {
        JsonNode explained = json(client.post("/admin/explain", PLAIN, "x-fareway-regions", "eu"));

        assertThat(explained.path("candidates")).isEmpty();
        assertThat(explained.path("dropped")).hasSize(2).allSatisfy(dropped -> assertThat(
                        dropped.path("reason").asText())
                .isEqualTo("its region is unknown, allowed is eu"));
        assertThat(explained.path("refused").path("status").asInt()).isEqualTo(400);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }
}
