package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Received;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/**
 * Embeddings of OpenAI's and Gemini's form: both callers, both providers. Shapes after <a
 * href="https://platform.openai.com/docs/api-reference/embeddings/object">OpenAI</a> and <a
 * href="https://ai.google.dev/api/embeddings">Google</a>.
 */
class EmbeddingsTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPENAI = "/v1/embeddings";
    private static final String TWO_VECTORS_OF_OPENAI = "{\"object\":\"list\",\"data\":["
            + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[0.25,-1.5]},"
            + "{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,2e-3]}],"
            + "\"model\":\"v\",\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}";
    private static final String TWO_VECTORS_OF_GEMINI =
            "{\"embeddings\":[{\"values\":[0.5,2e-3]},{\"values\":[0.25,-1.5]}],\"usageMetadata\":{\"promptTokenCount\":5}}";

    private static String gemini(String model, String method) {
        return "/v1beta/models/" + model + ":" + method;
    }

    private static String content(String text) {
        return "\"content\":{\"parts\":[{\"text\":\"" + text + "\"}]}";
    }

    @Test
    void geminiOnBothSides_passesByteForByte() {
        ONE.next(Replies.json(200, "", "{\"embedding\":{\"values\":[0.10,-2e-3]}}"));
        String request = "{ " + content("words") + ", \"taskType\":\"RETRIEVAL_QUERY\" }";

        HttpResponse<String> response = client.post(gemini("gemini-vectors", "embedContent"), request);

        Received asked = ONE.received().getFirst();
        assertThat(asked.line()).isEqualTo("POST /v1/models/gemini-embedding-001:embedContent HTTP/1.1");
        assertThat(asked.body()).isEqualTo(request);
        assertThat(response.body()).isEqualTo("{\"embedding\":{\"values\":[0.10,-2e-3]}}");
    }

    @Test
    void batchOfGemini_namesTheProvidersModelInEveryRequest() throws Exception {
        ONE.next(Replies.json(200, "", TWO_VECTORS_OF_GEMINI));

        HttpResponse<String> response = client.post(
                gemini("gemini-vectors", "batchEmbedContents"),
                "{\"requests\":[{\"model\":\"models/gemini-vectors\"," + content("a") + "},"
                        + "{\"model\":\"models/gemini-vectors\"," + content("b") + "}]}");

        JsonNode asked = JSON.readTree(ONE.received().getFirst().body()).path("requests");
        assertThat(asked.findValuesAsText("model")).containsOnly("models/gemini-embedding-001");
        assertThat(response.body()).isEqualTo(TWO_VECTORS_OF_GEMINI);
        // 5 at 0.15 per million
        assertThat(response.headers().firstValue("x-fareway-cost-usd")).hasValue("0.00000075");
    }

    @Test
    void geminiCaller_isAnsweredByAnOpenAiModel() throws Exception {
        ONE.next(Replies.json(200, "", TWO_VECTORS_OF_OPENAI));

        HttpResponse<String> response = client.post(
                gemini("vectors", "batchEmbedContents"),
                "{\"requests\":[{" + content("a") + ",\"outputDimensionality\":2},{" + content("b")
                        + ",\"output_dimensionality\":2}]}");

        assertThat(ONE.received().getFirst().body())
                .isEqualTo("{\"model\":\"vendor/vectors-1\",\"input\":[\"a\",\"b\"],\"dimensions\":2}");
        assertThat(JSON.readTree(response.body())).isEqualTo(JSON.readTree(TWO_VECTORS_OF_GEMINI));
    }

    @Test
    void singleContent_isAnsweredBySingleVector() throws Exception {
        ONE.next(Replies.json(
                200,
                "",
                "{\"data\":[{\"index\":0,\"embedding\":[0.5]}],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}"));

        HttpResponse<String> response = client.post(gemini("one/vectors", "embedContent"), "{" + content("a") + "}");

        assertThat(JSON.readTree(response.body()).path("embedding")).isEqualTo(JSON.readTree("{\"values\":[0.5]}"));
    }

    @Test
    void openAiCaller_isAnsweredByGemini() throws Exception {
        ONE.next(Replies.json(200, "", TWO_VECTORS_OF_GEMINI));

        HttpResponse<String> response = client.post(
                OPENAI, "{\"model\":\"gemini-vectors\",\"input\":[\"a\",\"b\"],\"dimensions\":2,\"user\":\"u\"}");

        Received asked = ONE.received().getFirst();
        JsonNode answer = JSON.readTree(response.body());
        assertThat(asked.line()).isEqualTo("POST /v1/models/gemini-embedding-001:batchEmbedContents HTTP/1.1");
        assertThat(asked.body())
                .isEqualTo("{\"requests\":[{\"model\":\"models/gemini-embedding-001\"," + content("a")
                        + ",\"outputDimensionality\":2},{\"model\":\"models/gemini-embedding-001\"," + content("b")
                        + ",\"outputDimensionality\":2}]}");
        assertThat(answer.at("/data/1/index").asInt()).isEqualTo(1);
        assertThat(answer.at("/data/1/embedding")).isEqualTo(JSON.readTree("[0.25,-1.5]"));
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void openAiCaller_getsBytesWhenItAsksForThem() throws Exception {
        ONE.next(Replies.json(200, "", "{\"embeddings\":[{\"values\":[0.25,-1.5]}]}"));

        HttpResponse<String> response =
                client.post(OPENAI, "{\"model\":\"gemini-vectors\",\"input\":\"a\",\"encoding_format\":\"base64\"}");

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(JSON.readTree(response.body())
                                .at("/data/0/embedding")
                                .asText()))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getFloat()).isEqualTo(0.25f);
        assertThat(bytes.getFloat()).isEqualTo(-1.5f);
    }

    @Test
    void whatTheOtherSideCannotSay_isRefusedByItsName() {
        HttpResponse<String> ofGemini = client.post(
                gemini("vectors", "embedContent"), "{" + content("a") + ",\"taskType\":\"RETRIEVAL_QUERY\"}");
        HttpResponse<String> ofOpenAi = client.post(OPENAI, "{\"model\":\"gemini-vectors\",\"input\":[[1,2,3]]}");

        HttpResponse<String> uneven = client.post(
                gemini("vectors", "batchEmbedContents"),
                "{\"requests\":[{" + content("a") + "},{" + content("b") + ",\"outputDimensionality\":2}]}");

        assertThat(uneven.statusCode()).isEqualTo(400);
        assertThat(uneven.body()).contains("outputDimensionality that differs");
        assertThat(ofGemini.statusCode()).isEqualTo(400);
        assertThat(ofGemini.body()).contains("taskType");
        assertThat(ofOpenAi.statusCode()).isEqualTo(400);
        assertThat(ofOpenAi.body()).contains("input (tokens)");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void requestWithoutContent_isRefusedInGooglesForm() throws Exception {
        HttpResponse<String> empty = client.post(gemini("vectors", "batchEmbedContents"), "{\"requests\":[]}");
        HttpResponse<String> bare = client.post(gemini("vectors", "embedContent"), "{}");

        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(empty.body()).at("/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(bare.statusCode()).isEqualTo(400);
        assertThat(bare.body()).contains("content");
    }

    @Test
    void chatModel_doesNotEmbed() {
        HttpResponse<String> response = client.post(gemini("gemini", "embedContent"), "{" + content("a") + "}");

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void tokens_areNeverDropped() {
        HttpResponse<String> response = client.post(
                OPENAI, "{\"model\":\"gemini-vectors\",\"input\":[\"a\",[1,2]]}", "x-fareway-on-unsupported", "drop");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("input (tokens)");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void otherWork_isNotWhatMayBeDropped() {
        HttpResponse<String> embedding =
                client.post(OPENAI, "{\"model\":\"auto\",\"input\":\"a\"}", "x-fareway-on-unsupported", "drop");
        HttpResponse<String> chat = client.post(
                "/v1/chat/completions",
                "{\"model\":\"vectors\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
                "x-fareway-on-unsupported",
                "warn");

        assertThat(embedding.statusCode()).isEqualTo(400);
        assertThat(embedding.body()).contains("does not serve this endpoint");
        assertThat(chat.statusCode()).isEqualTo(400);
        assertThat(chat.body()).contains("does not serve this endpoint");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void modelsAreListedAndShownInGooglesForm() throws Exception {
        JsonNode list = JSON.readTree(client.get("/v1beta/models").body()).path("models");
        JsonNode one =
                JSON.readTree(client.get("/v1beta/models/one%2Fgemini-vectors").body());
        HttpResponse<String> none = client.get("/v1beta/models/no-such-model");

        assertThat(list.findValuesAsText("name")).contains("models/auto", "models/simple", "models/one/gemini");
        assertThat(one.path("name").asText()).isEqualTo("models/one/gemini-vectors");
        assertThat(one.path("inputTokenLimit").asInt()).isEqualTo(2048);
        assertThat(one.path("supportedGenerationMethods").path(0).asText()).isEqualTo("embedContent");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(none.body()).at("/error/status").asText()).isEqualTo("NOT_FOUND");
    }
}
