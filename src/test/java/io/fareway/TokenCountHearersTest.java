package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.routing.overrides.Overrides;
import io.fareway.testing.Replies;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A count of tokens is asked only of those who may be told the request itself, and could be called with it now. */
class TokenCountHearersTest extends GatewayTest {

    private static final String MESSAGES = "/v1/messages/count_tokens";
    private static final String CLAUDE =
            "{\"model\":\"claude\", \"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @Autowired
    private Overrides overrides;

    @AfterEach
    void endAllOverrides() {
        overrides.active().forEach(override -> overrides.end(override.id(), "the test"));
    }

    private static String source(HttpResponse<String> response) {
        return response.headers().firstValue("x-fareway-token-count").orElse("");
    }

    @Test
    void limitOfTheRequest_keepsItsWordsFromWhoMayNotBeTold() {
        HttpResponse<String> kept = client.post(MESSAGES, CLAUDE, "x-fareway-data", "zero-retention");
        HttpResponse<String> ofGemini = client.post(
                "/v1beta/models/gemini:countTokens",
                "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}",
                "x-fareway-regions",
                "eu");

        assertThat(kept.body()).isEqualTo("{\"input_tokens\":5}");
        assertThat(source(kept)).isEqualTo("estimate");
        assertThat(source(ofGemini)).isEqualTo("estimate");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void limitOfTheCaller_keepsItsWordsFromWhoMayNotBeTold() {
        HttpResponse<String> response = client.post(MESSAGES, CLAUDE, "Authorization", "Bearer strict-key-0123456789");

        assertThat(source(response)).isEqualTo("estimate");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void wishThatCannotBeRead_isRefused() {
        HttpResponse<String> response = client.post(MESSAGES, CLAUDE, "x-fareway-data", "zero-retentoin");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("x-fareway-data");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void drainedDeployment_isNotAsked() {
        client.post(
                "/admin/overrides",
                "{\"kind\":\"drain\",\"subject\":\"one\",\"reason\":\"leak\",\"author\":\"ann\",\"for\":\"PT1H\"}");

        HttpResponse<String> response = client.post(MESSAGES, CLAUDE);

        assertThat(source(response)).isEqualTo("estimate");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void deploymentWithOpenBreaker_isNotAsked() {
        client.post("/admin/deployments/one/claude?breaker=open", "");

        HttpResponse<String> response = client.post(MESSAGES, CLAUDE);

        assertThat(source(response)).isEqualTo("estimate");
        assertThat(ONE.received()).isEmpty();
    }

    /** Without a place its connection would be missed by a request, as if the provider could not be reached. */
    @Test
    void count_takesAPlaceAtItsProviderAndGivesItBack() {
        List<HttpResponse<String>> meanwhile = new CopyOnWriteArrayList<>();
        TWO.next(
                (request, connection) -> {
                    meanwhile.add(client.chatTo("narrow"));
                    Replies.json(200, "", "{\"input_tokens\":17}").to(request, connection);
                },
                Replies.text("Hello"));

        HttpResponse<String> counted = client.post(MESSAGES, CLAUDE.replace("claude", "counted"));
        HttpResponse<String> afterwards = client.chatTo("narrow");

        assertThat(source(counted)).isEqualTo("narrow/counted");
        assertThatError(meanwhile.getFirst()).hasStatus(503).says("narrow/lone: not called");
        assertThat(booked(meanwhile.getFirst()).attempts()).isEmpty();
        assertThat(afterwards.statusCode()).isEqualTo(200);
    }

    @Test
    void promptBeyondTheContext_isCountedAllTheSame() {
        ONE.next(Replies.json(200, "", "{\"input_tokens\":240001}"));

        HttpResponse<String> response = client.post(MESSAGES, CLAUDE.replace("Hello", "word ".repeat(240_000)));

        assertThat(response.body()).isEqualTo("{\"input_tokens\":240001}");
    }
}
