package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.AwsEvents;
import io.fareway.testing.ChatClient;
import io.fareway.testing.ScriptedProvider;
import io.fareway.testing.ShapedReply;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers of OpenAI's chat, answered by Bedrock, Cohere and Gemini. */
class CloudProviderTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"aws/haiku, bedrock", "one/command, cohere", "one/gemini, gemini"})
    void plainAnswer_isTranslated(String deployment, String shape) throws Exception {
        stubOf(shape).always(ShapedReply.of(shape + "-text"));

        HttpResponse<String> response = client.chatTo(deployment);

        JsonNode answer = JSON.readTree(response.body());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("Grüß Gott! How can I help?");
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.path("id").asText()).isNotEmpty();
        assertThat(answer.path("created").asLong()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"aws/haiku, bedrock", "one/command, cohere", "one/gemini, gemini"})
    void streamedAnswer_isTranslated(String deployment, String shape) throws Exception {
        stubOf(shape).always(ShapedReply.of(shape + "-text"));

        ChatClient.Events events = client.stream(deployment);

        assertThat(events.isDone()).as(events.data().toString()).isTrue();
        assertThat(joined(events, "/choices/0/delta/content")).isEqualTo("Grüß Gott! How can I help?");
        assertThat(joined(events, "/choices/0/finish_reason")).isEqualTo("stop");
    }

    @ParameterizedTest
    @CsvSource({"aws/haiku, bedrock", "one/command, cohere", "one/gemini, gemini"})
    void parallelCalls_areTranslated(String deployment, String shape) throws Exception {
        stubOf(shape).always(ShapedReply.of(shape + "-tool-calls"));

        JsonNode plain = JSON.readTree(client.chatTo(deployment).body()).at("/choices/0");
        ChatClient.Events events = client.stream(deployment);

        assertThat(plain.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(plain.at("/message/tool_calls/0/function/arguments").asText())
                .isEqualTo("{\"city\":\"Boston\"}");
        assertThat(plain.at("/message/tool_calls/1/function/arguments").asText())
                .isEqualTo("{\"city\":\"Köln\"}");
        assertThat(joined(events, "/choices/0/delta/tool_calls/0/function/arguments"))
                .isEqualTo("{\"city\":\"Boston\"}{\"city\":\"Köln\"}");
        assertThat(joined(events, "/choices/0/finish_reason")).isEqualTo("tool_calls");
    }

    @Test
    void callsToAws_areSigned() {
        THREE.always(ShapedReply.of("bedrock-text"));

        client.chatTo("aws/haiku");

        ScriptedProvider.Received received = THREE.received().getFirst();
        assertThat(received.line()).isEqualTo("POST /v1/model/anthropic.claude-haiku-4-5%3A0/converse HTTP/1.1");
        assertThat(received.headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/bedrock/aws4_request")
                .contains("SignedHeaders=");
        assertThat(received.headers()).containsEntry("x-amz-security-token", "session-of-stub");
    }

    @Test
    void exceptionInsideAnAwsStream_isTakenToTheNextOrTold() {
        byte[] events = AwsEvents.ofLines("messageStart {\"role\":\"assistant\"}\n"
                + "throttlingException {\"message\":\"Too many tokens, please wait\"}\n");
        THREE.always((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\n"
                    + "Connection: close\r\n\r\n");
            connection.send(events);
        });

        ChatClient.Events answer = client.stream("aws/haiku");

        assertThat(answer.response().statusCode()).isEqualTo(503);
        assertThat(answer.isDone()).isFalse();
    }

    private static ScriptedProvider stubOf(String shape) {
        return shape.equals("bedrock") ? THREE : ONE;
    }

    private static String joined(ChatClient.Events events, String pointer) throws Exception {
        StringBuilder joined = new StringBuilder();
        for (String data : events.data()) {
            if (!data.equals("[DONE]")) {
                JsonNode value = JSON.readTree(data).at(pointer);
                joined.append(value.isTextual() ? value.textValue() : "");
            }
        }
        return joined.toString();
    }
}
