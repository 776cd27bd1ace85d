package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.Replies;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** OpenAI's endpoints besides chat: legacy completions, which chat models answer, and embeddings. */
class OpenAiEndpointsTest extends GatewayTest {

    @Test
    void completion_isAnsweredByAChatModel() {
        ONE.next(Replies.text("blue and wide"));

        HttpResponse<String> response = client.post(
                "/v1/completions", "{\"model\":\"simple\",\"prompt\":\"The sky is\",\"max_tokens\":7,\"stop\":\"!\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"object\":\"text_completion\"", "\"text\":\"blue and wide\"")
                .contains("\"finish_reason\":\"stop\"", "\"total_tokens\":13");
        assertThat(ONE.received().getFirst().body())
                .contains("{\"role\":\"user\",\"content\":\"The sky is\"}", "\"max_tokens\":7", "\"stop\":[\"!\"]");
    }

    @Test
    void completion_isStreamedAsTextCompletions() {
        ONE.next(Replies.text("blue and wide"));

        HttpResponse<String> response =
                client.post("/v1/completions", "{\"model\":\"simple\",\"prompt\":[\"The sky is\"],\"stream\":true}");

        assertThat(response.body())
                .contains("\"object\":\"text_completion\"", "\"text\":\"blue \"")
                .doesNotContain("usage")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void completion_namesWhatNoChatModelCanDo() {
        HttpResponse<String> response =
                client.post("/v1/completions", "{\"model\":\"simple\",\"prompt\":\"a\",\"suffix\":\"z\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"param\":\"suffix\"", "x-fareway-on-unsupported");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void unsupportedField_isLeftOutAndToldWhenTheCallerSaysWarn() {
        ONE.next(Replies.text("fine"));

        HttpResponse<String> response = client.post(
                "/v1/completions",
                "{\"model\":\"simple\",\"prompt\":\"a\",\"suffix\":\"z\"}",
                "x-fareway-on-unsupported",
                "warn");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-fareway-unsupported")).contains("suffix");
    }

    @Test
    void embeddings_passByteForByteAndAreBooked() {
        String vectors = "{\"object\":\"list\", \"data\":[{\"object\":\"embedding\",\"index\":0,"
                + "\"embedding\":[0.10,-2e-3]}],\"model\":\"v\",\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}";
        ONE.next(Replies.json(200, "", vectors));

        HttpResponse<String> response =
                client.post("/v1/embeddings", "{\"model\":\"vectors\",\"input\":\"words\",\"dimensions\":2}");

        assertThat(response.body()).isEqualTo(vectors);
        assertThat(response.headers().firstValue("x-fareway-cost-usd")).contains("0.0000001");
        assertThat(ONE.received().getFirst().line()).isEqualTo("POST /v1/embeddings HTTP/1.1");
        assertThat(ONE.received().getFirst().body())
                .isEqualTo("{\"model\":\"vendor/vectors-1\",\"input\":\"words\",\"dimensions\":2}");
    }

    @Test
    void embeddings_areNotAskedOfAChatModel() {
        HttpResponse<String> response = client.post("/v1/embeddings", "{\"model\":\"small\",\"input\":\"words\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"param\":\"model\"");
    }
}
