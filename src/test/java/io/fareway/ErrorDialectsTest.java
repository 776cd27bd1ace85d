package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.ChatClient.Events;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    private Events askForStream(Caller caller, Reply reply) {
        ONE.always(reply);
        String path = caller.path.replace(":generateContent", ":streamGenerateContent?alt=sse");
        String stream = caller == Caller.GEMINI ? "" : "\"stream\":true,";
        return client.streamOf(path, "{\"model\":\"one/small\"," + stream + caller.fields + "}");
    }

    /** What each attempt's provider said, by the caller's own way to the field. */
    private static List<String> providerErrors(String error, Caller caller) throws IOException {
        JsonNode body = JSON.readTree(error);
        if (caller == Caller.GEMINI) {
            return body.at("/error/details/0/metadata/provider_errors")
                    .asText()
                    .lines()
                    .toList();
        }
        List<String> said = new ArrayList<>();
        for (JsonNode entry : body.at("/error/provider_errors")) {
            said.add(entry.path("deployment").asText() + ": status "
                    + entry.path("status").asInt() + ", " + entry.path("type").asText() + ", "
                    + entry.path("code").asText() + ", " + entry.path("message").asText());
        }
        return said;
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
    void outage_isToldInTheProvidersWordsToo_withoutItsKey(Caller caller) throws IOException {
        String body = "{\"error\":{\"message\":\"no GPU for sk-secret-of-one\",\"type\":\"server_error\","
                + "\"code\":\"no_gpu\"}}";

        HttpResponse<String> response = ask(caller, Replies.json(500, "", body));

        assertThat(providerErrors(response.body(), caller))
                .isNotEmpty()
                .allMatch("one/small: status 500, server_error, no_gpu, no GPU for ***"::equals);
    }

    @ParameterizedTest
    @EnumSource
    void rateLimit_isToldInTheProvidersWordsToo(Caller caller) throws IOException {
        HttpResponse<String> response = ask(
                caller,
                Replies.json(
                        429,
                        "Retry-After: 30\r\n",
                        "{\"error\":{\"message\":\"Limit of 9 TPM\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}"));

        assertThat(providerErrors(response.body(), caller))
                .containsExactly("one/small: status 429, tokens, rate_limit_exceeded, Limit of 9 TPM");
    }

    @ParameterizedTest
    @EnumSource
    void errorInsideAStream_isToldInTheProvidersWordsToo_withoutItsKey(Caller caller) throws IOException {
        String error = "data: {\"error\":{\"message\":\"no GPU for sk-secret-of-one\",\"type\":\"server_error\"}}\n\n";

        Events events = askForStream(caller, Replies.streamWith(Replies.words("Once upon a time"), error));

        assertThat(events.clean()).as(events.data().toString()).isFalse();
        assertThat(events.data().getLast()).contains("no GPU for ***").doesNotContain("sk-secret");
        assertThat(events.data().toString()).contains("Once");
    }

    @ParameterizedTest
    @EnumSource
    void pauseThatAnOutageAsksFor_isHandedOn(Caller caller) {
        HttpResponse<String> response =
                ask(caller, Replies.json(503, "Retry-After: 90\r\n", "{\"error\":{\"message\":\"maintenance\"}}"));

        assertThat(response.headers().firstValue("Retry-After")).hasValue("90");
    }

    @Test
    void errorInsideAGoodAnswer_isToldInTheProvidersWordsToo() throws IOException {
        String body = "{\"error\":{\"message\":\"upstream is down\",\"code\":502}}";

        HttpResponse<String> response = ask(Caller.CHAT, Replies.json(200, "", body));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(providerErrors(response.body(), Caller.CHAT))
                .isNotEmpty()
                .allMatch("one/small: status 200, , 502, upstream is down"::equals);
    }

    @Test
    void pageOfAProxy_isNoProvidersWord() throws IOException {
        HttpResponse<String> response =
                ask(Caller.CHAT, Replies.raw(502, "text/html", "", "<html><h1>Bad Gateway</h1></html>"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(providerErrors(response.body(), Caller.CHAT)).isEmpty();
        assertThat(response.body()).doesNotContain("html");
    }

    @Test
    void wordsOfAnOutage_areBounded() throws IOException {
        HttpResponse<String> response = ask(Caller.CHAT, Replies.error(500, "x".repeat(20_000)));

        assertThat(providerErrors(response.body(), Caller.CHAT))
                .isNotEmpty()
                .allSatisfy(said -> assertThat(said).hasSizeBetween(1000, 1100).endsWith("x..."));
    }

    @Test
    void outageWhoseWordsDoNotCome_isToldWithoutThem() throws IOException {
        HttpResponse<String> response = ask(Caller.CHAT, (request, connection) -> {
            connection.send("HTTP/1.1 500 x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
            connection.awaitCallersEnd();
        });

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("one/small: status 500").doesNotContain("provider_errors");
    }

    @ParameterizedTest
    @EnumSource
    void refusal_neverHoldsTheProvidersKey(Caller caller) {
        HttpResponse<String> response = ask(caller, Replies.error(400, "not with sk-secret-of-one"));

        assertThat(response.body()).contains("not with ***").doesNotContain("sk-secret");
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
