package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every dialect tells the same errors in its own form, so that its SDKs raise and try again as at their vendor. */
class ErrorDialectsTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

    /** A caller's dialect: where it asks, what, and what it calls an error by its status. */
    enum Caller {
        CHAT("/v1/chat/completions", MESSAGES, "/error/type", "invalid_request_error", "rate_limit_error", "api_error"),
        RESPONSES(
                "/v1/responses",
                "\"input\":\"Hello\"",
                "/error/type",
                "invalid_request_error",
                "rate_limit_error",
                "api_error"),
        ANTHROPIC(
                "/v1/messages",
                "\"max_tokens\":9," + MESSAGES,
                "/error/type",
                "invalid_request_error",
                "rate_limit_error",
                "overloaded_error"),
        GEMINI(
                "/v1beta/models/one/small:generateContent",
                "\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]",
                "/error/status",
                "INVALID_ARGUMENT",
                "RESOURCE_EXHAUSTED",
                "UNAVAILABLE");

        private final String path;
        private final String fields;
        private final String type;
        private final String refused;
        private final String limited;
        private final String down;

        Caller(String path, String fields, String type, String refused, String limited, String down) {
            this.path = path;
            this.fields = fields;
            this.type = type;
            this.refused = refused;
            this.limited = limited;
            this.down = down;
        }
    }

    private HttpResponse<String> ask(Caller caller, Reply reply) {
        ONE.always(reply);
        return client.post(caller.path, "{\"model\":\"one/small\"," + caller.fields + "}");
    }

    private static void assertType(HttpResponse<String> response, Caller caller, String type) throws IOException {
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.at(caller.type).asText()).as(response.body()).isEqualTo(type);
        assertThat(body.at("/error/message").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusal_isToldInTheProvidersWords(Caller caller) throws IOException {
        HttpResponse<String> response = ask(caller, Replies.error(400, "temperature must be at most 2"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertType(response, caller, caller.refused);
        assertThat(JSON.readTree(response.body()).at("/error/message").asText())
                .isEqualTo("temperature must be at most 2");
    }

    @ParameterizedTest
    @EnumSource
    void rateLimit_keepsItsPause(Caller caller) throws IOException {
        HttpResponse<String> response = ask(caller, Replies.rateLimited("30"));

        assertThat(response.statusCode()).isEqualTo(429);
        assertType(response, caller, caller.limited);
        assertThat(response.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(25L, 30L);
    }

    @ParameterizedTest
    @EnumSource
    void outage_isWorthAnotherTry(Caller caller) throws IOException {
        HttpResponse<String> response = ask(caller, Replies.error(503, "down for sk-secret-of-one"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertType(response, caller, caller.down);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).doesNotContain("sk-secret");
    }

    @ParameterizedTest
    @EnumSource
    void refusedKey_isNeverTheCallers(Caller caller) throws IOException {
        HttpResponse<String> response = ask(caller, Replies.error(401, "Incorrect API key provided: sk-secret"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertType(response, caller, caller.down);
        assertThat(response.body()).doesNotContain("sk-secret");
    }
}
