package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Received;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Embeddings of hosts whose form no caller speaks. Shapes after <a
 * href="https://learn.microsoft.com/azure/ai-services/openai/reference#embeddings">Azure</a>, <a
 * href="https://docs.cohere.com/reference/embed">Cohere</a>, <a
 * href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api">Vertex AI</a>, <a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html">Titan</a> and <a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html">Cohere on Bedrock</a>.
 */
class EmbeddingHostsTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPENAI = "/v1/embeddings";
    private static final String OF_COHERE = "{\"id\":\"e1\",\"embeddings\":{\"float\":[[0.5,2e-3],[0.25,-1.5]]},"
            + "\"texts\":[\"a\",\"b\"],\"meta\":{\"api_version\":{\"version\":\"2\"},\"billed_units\":{\"input_tokens\":6}}}";
    private static final String OF_VERTEX = "{\"predictions\":["
            + "{\"embeddings\":{\"values\":[0.5,2e-3],\"statistics\":{\"token_count\":2,\"truncated\":false}}},"
            + "{\"embeddings\":{\"values\":[0.25,-1.5],\"statistics\":{\"token_count\":4,\"truncated\":false}}}],"
            + "\"metadata\":{\"billableCharacterCount\":2}}";

    private static String asked(String model, String more) {
        return "{\"model\":\"" + model + "\",\"input\":[\"a\",\"b\"]" + more + "}";
    }

    private static void assertTwoVectors(HttpResponse<String> response) throws IOException {
        JsonNode answer = JSON.readTree(response.body());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(answer.at("/data/0/embedding")).isEqualTo(JSON.readTree("[0.5,2e-3]"));
        assertThat(answer.at("/data/1/embedding")).isEqualTo(JSON.readTree("[0.25,-1.5]"));
    }

    private static void assertSent(String line, String body) throws IOException {
        Received sent = ONE.received().getFirst();
        assertThat(sent.line()).isEqualTo("POST /v1" + line + " HTTP/1.1");
        assertThat(JSON.readTree(sent.body())).isEqualTo(JSON.readTree(body));
    }

    @Test
    void azure_getsTheSameBytesAtTheAddressOfItsDeployment() throws IOException {
        String answer = "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.10]}],\"model\":\"ada\","
                + "\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";
        ONE.next(Replies.json(200, "", answer));

        HttpResponse<String> response = client.post(OPENAI, asked("azure-vectors", ",\"user\":\"u\""));

        assertSent("/openai/deployments/vectors-eu/embeddings", asked("vectors-eu", ",\"user\":\"u\""));
        assertThat(response.body()).isEqualTo(answer);
    }

    @Test
    void cohere_isAskedForNumbersAndSaysWhatItBills() throws IOException {
        ONE.next(Replies.json(200, "", OF_COHERE));

        HttpResponse<String> response =
                client.post(OPENAI, asked("cohere-vectors", ",\"dimensions\":2,\"input_type\":\"clustering\""));

        assertSent(
                "/embed",
                "{\"embedding_types\":[\"float\"],\"texts\":[\"a\",\"b\"],\"output_dimension\":2,"
                        + "\"input_type\":\"clustering\",\"model\":\"embed-v4.0\"}");
        assertTwoVectors(response);
        assertThat(JSON.readTree(response.body()).at("/usage/prompt_tokens").asInt())
                .isEqualTo(6);
        // 6 at 0.12 per million
        assertThat(response.headers().firstValue("x-fareway-cost-usd")).hasValue("0.00000072");
    }

    @ParameterizedTest
    @CsvSource({"cohere-vectors, search_document", "cohere-queries, search_query", "bedrock-vectors, search_document"})
    void purposeThatNobodyNames_isTheDeployments_elseToBeSearched(String model, String purpose) throws IOException {
        ONE.next(Replies.json(200, "", OF_COHERE));

        client.post(OPENAI, asked(model, ""));

        assertThat(JSON.readTree(ONE.received().getFirst().body())
                        .path("input_type")
                        .asText())
                .isEqualTo(purpose);
    }

    @Test
    void callerOfGemini_saysToCohereWhatTheVectorsAreFor() throws IOException {
        ONE.next(Replies.json(200, "", "{\"embeddings\":{\"float\":[[0.5]]}}"));

        HttpResponse<String> response = client.post(
                "/v1beta/models/cohere-vectors:embedContent",
                "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"task_type\":\"RETRIEVAL_QUERY\"}");

        assertSent(
                "/embed",
                "{\"embedding_types\":[\"float\"],\"texts\":[\"a\"],\"input_type\":\"search_query\",\"model\":\"embed-v4.0\"}");
        assertThat(JSON.readTree(response.body()).at("/embedding/values/0").asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void callerOfOpenAi_saysToGeminiWhatTheVectorsAreFor() throws IOException {
        ONE.next(Replies.json(200, "", "{\"embeddings\":[{\"values\":[0.5]}]}"));

        client.post(OPENAI, "{\"model\":\"gemini-vectors\",\"input\":\"a\",\"input_type\":\"search_query\"}");

        assertThat(ONE.received().getFirst().body()).contains("\"taskType\":\"RETRIEVAL_QUERY\"");
    }

    @Test
    void purposeThatCohereDoesNotKnow_isRefusedByItsName() {
        HttpResponse<String> response = client.post(
                "/v1beta/models/cohere-vectors:embedContent",
                "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":\"FACT_VERIFICATION\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("taskType");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void vertex_predictsAndItsCountsAreSummed() throws IOException {
        ONE.next(Replies.json(200, "", OF_VERTEX));

        HttpResponse<String> response =
                client.post(OPENAI, asked("vertex-vectors", ",\"dimensions\":2,\"input_type\":\"search_query\""));

        assertSent(
                "/models/text-embedding-005:predict",
                "{\"instances\":[{\"content\":\"a\",\"task_type\":\"RETRIEVAL_QUERY\"},"
                        + "{\"content\":\"b\",\"task_type\":\"RETRIEVAL_QUERY\"}],\"parameters\":{\"outputDimensionality\":2}}");
        assertTwoVectors(response);
        assertThat(JSON.readTree(response.body()).at("/usage/prompt_tokens").asInt())
                .isEqualTo(6);
    }

    @Test
    void titan_isAskedForOneText() throws IOException {
        ONE.next(Replies.json(200, "", "{\"embedding\":[0.5,2e-3],\"inputTextTokenCount\":3}"));

        HttpResponse<String> response =
                client.post(OPENAI, "{\"model\":\"titan-vectors\",\"input\":\"a\",\"dimensions\":256}");

        assertSent("/model/amazon.titan-embed-text-v2%3A0/invoke", "{\"inputText\":\"a\",\"dimensions\":256}");
        assertThat(JSON.readTree(response.body()).at("/data/0/embedding/0").asDouble())
                .isEqualTo(0.5);
        assertThat(JSON.readTree(response.body()).at("/usage/prompt_tokens").asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "warn", "drop"})
    void titan_takesNoSecondText_whateverMayBeDropped(String onUnsupported) {
        HttpResponse<String> response =
                client.post(OPENAI, asked("titan-vectors", ""), "x-fareway-on-unsupported", onUnsupported);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("more than one text").doesNotContain("x-fareway-on-unsupported");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void answerWithFewerVectorsThanTexts_isNone() {
        ONE.always(Replies.json(200, "", "{\"embeddings\":{\"float\":[[0.5,2e-3]]}}"));

        HttpResponse<String> response = client.post(OPENAI, asked("cohere-vectors", ""));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("1 embeddings for 2 texts");
    }

    @Test
    void cohereOnBedrock_isCountedByUsWhereItDoesNotCount() throws IOException {
        ONE.next(Replies.json(
                200,
                "",
                "{\"embeddings\":[[0.5,2e-3],[0.25,-1.5]],\"id\":\"e1\",\"response_type\":\"embeddings_floats\"}"));

        HttpResponse<String> response = client.post(OPENAI, asked("bedrock-vectors", ""));

        assertSent(
                "/model/eu.cohere.embed-v4%3A0/invoke",
                "{\"embedding_types\":[\"float\"],\"texts\":[\"a\",\"b\"],\"input_type\":\"search_document\"}");
        assertTwoVectors(response);
        assertThat(booked(response)
                        .attempts()
                        .getFirst()
                        .ending()
                        .orElseThrow()
                        .usage()
                        .orElseThrow()
                        .estimated())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"cohere-vectors", "vertex-vectors", "titan-vectors", "bedrock-vectors", "azure-vectors"})
    void answerWithoutVectors_isNone(String model) {
        ONE.always(Replies.json(200, "", "{\"embeddings\":{},\"predictions\":[{}],\"embedding\":7,\"data\":[]}"));

        HttpResponse<String> response = client.post(OPENAI, "{\"model\":\"" + model + "\",\"input\":\"a\"}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.body()).contains("an answer without embeddings");
    }
}
