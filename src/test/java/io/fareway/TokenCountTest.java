package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Received;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many tokens a request would have, asked by callers of Anthropic and of Gemini. Shapes after <a
 * href="https://platform.claude.com/docs/en/api/messages/count_tokens">Anthropic</a> and <a
 * href="https://ai.google.dev/api/tokens">Google</a>.
 */
class TokenCountTest extends GatewayTest {

    private static final String MESSAGES = "/v1/messages/count_tokens";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private JdbcClient jdbc;

    private static String messages(String model, String more) {
        return "{\"model\":\"" + model + "\", \"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
    }

    private static String source(HttpResponse<String> response) {
        return response.headers().firstValue("x-fareway-token-count").orElse("");
    }

    @Test
    void anthropic_countsForItsOwnCallersWhoseBytesPass() {
        ONE.next(Replies.json(200, "", "{\"input_tokens\":17}"));

        HttpResponse<String> response = client.post(MESSAGES, messages("claude", ",\"system\":\"Be brief.\""));

        Received asked = ONE.received().getFirst();
        assertThat(response.body()).isEqualTo("{\"input_tokens\":17}");
        assertThat(source(response)).isEqualTo("one/claude");
        assertThat(asked.line()).isEqualTo("POST /v1/messages/count_tokens HTTP/1.1");
        assertThat(asked.headers())
                .containsEntry("anthropic-version", "2023-06-01")
                .containsEntry("authorization", "Bearer sk-secret-of-one");
        assertThat(asked.body()).isEqualTo(messages("claude-opus-5", ",\"system\":\"Be brief.\""));
    }

    @Test
    void anthropic_countsForCallersOfGemini() throws Exception {
        ONE.next(Replies.json(200, "", "{\"input_tokens\":21}"));

        HttpResponse<String> response = client.post(
                "/v1beta/models/one/claude:countTokens",
                "{\"generateContentRequest\":{\"model\":\"models/x\",\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}],"
                        + "\"generationConfig\":{\"temperature\":0.5,\"maxOutputTokens\":9}}}");

        assertThat(response.body()).isEqualTo("{\"totalTokens\":21}");
        assertThat(JSON.readTree(ONE.received().getFirst().body()).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("model", "messages");
    }

    @Test
    void gemini_countsForItsOwnCallersWhoseBytesPass() {
        ONE.next(Replies.json(200, "", "{\"totalTokens\":31,\"promptTokensDetails\":[]}"));
        String question = "{ \"contents\" : [{\"parts\":[{\"text\":\"Hello\"}]}] }";

        HttpResponse<String> response = client.post("/v1beta/models/gemini:countTokens", question);

        Received asked = ONE.received().getFirst();
        assertThat(response.body()).isEqualTo("{\"totalTokens\":31}");
        assertThat(source(response)).isEqualTo("one/gemini");
        assertThat(asked.line()).isEqualTo("POST /v1/models/gemini-2.5-flash:countTokens HTTP/1.1");
        assertThat(asked.body()).isEqualTo(question);
    }

    @Test
    void gemini_countsTheWholeRequestOfOtherCallers() throws Exception {
        ONE.next(Replies.json(200, "", "{\"totalTokens\":31}"));

        HttpResponse<String> response = client.post(MESSAGES, messages("gemini", ",\"system\":\"Be brief.\""));

        var request = JSON.readTree(ONE.received().getFirst().body()).path("generateContentRequest");
        assertThat(response.body()).isEqualTo("{\"input_tokens\":31}");
        assertThat(request.path("model").asText()).isEqualTo("models/gemini-2.5-flash");
        assertThat(request.at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be brief.");
    }

    @Test
    void providerThatDoesNotAnswer_leavesTheEstimate() {
        ONE.next(Replies.error(503, "down"), Replies.silence());

        HttpResponse<String> ill = client.post(MESSAGES, messages("claude", ""));
        HttpResponse<String> silent = client.post(MESSAGES, messages("claude", ""));

        assertThat(ill.body()).isEqualTo("{\"input_tokens\":5}");
        assertThat(source(ill)).isEqualTo("estimate");
        assertThat(source(silent)).isEqualTo("estimate");
    }

    @Test
    void count_isNeitherAnAttemptNorARequest() {
        ONE.always(Replies.json(200, "", "{\"input_tokens\":17}"));
        long before = rows();

        client.post(MESSAGES, messages("claude", ""));

        assertThat(rows()).isEqualTo(before);
    }

    private long rows() {
        return jdbc.sql("select (select count(*) from attempt) + (select count(*) from request)")
                .query(Long.class)
                .single();
    }
}
