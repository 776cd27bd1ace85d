package io.fareway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoRefusalTest extends DemoRoutesTest {

    @Test
    void unknownProvider_isNotFoundAndNamesTheRightOnes() throws Exception {
        HttpResponse<String> response = ask("demo-nobody", request(QUESTION));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.headers().firstValue("x-fareway-simulated")).hasValue("true");
        JsonNode error = parse(response.body()).path("error");
        assertThat(error.fieldNames()).toIterable().containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).contains("demo-swift", "demo-thrifty", "demo-steady", "demo-genius");
    }

    @Test
    void unknownProvider_hasNoModels() throws Exception {
        HttpResponse<String> response = get("/demo/demo-nobody/v1/models");

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"model\": | valid JSON", "[1] | JSON object", "{} {} | valid JSON", "'' | empty"})
    void brokenBody_isRefusedWithTheReason(String body, String reason) throws Exception {
        HttpResponse<String> response = ask("demo-swift", body);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = parse(response.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo("invalid_json");
        assertThat(error.path("param").isNull()).isTrue();
        assertThat(error.path("message").asText()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{~model~: 7, ~messages~: [{~role~: ~user~, ~content~: ~x~}]} | model",
                "{~model~: ~m~} | messages",
                "{~model~: ~m~, ~messages~: []} | messages",
                "{~model~: ~m~, ~messages~: [{~content~: ~x~}]} | messages[0].role",
                "{~model~: ~m~, ~messages~: [{~role~: ~user~, ~content~: 3}]} | messages[0].content"
            })
    void wrongField_isNamed(String body, String param) throws Exception {
        HttpResponse<String> response = ask("demo-swift", body.replace('~', '"'));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(parse(response.body()).path("error").path("param").asText()).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"n\": 2 | n",
                "\"max_tokens\": 0 | max_tokens",
                "\"max_completion_tokens\": 1.5 | max_completion_tokens",
                "\"stream\": \"yes\" | stream",
                "\"response_format\": {\"type\": \"xml\"} | response_format.type",
                "\"tool_choice\": \"required\" | tool_choice"
            })
    void wrongOption_isNamed(String option, String param) throws Exception {
        HttpResponse<String> response = ask("demo-swift", request(QUESTION, option));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(parse(response.body()).path("error").path("param").asText()).isEqualTo(param);
    }

    @Test
    void formInsteadOfJson_isAnUnsupportedMediaType() throws Exception {
        HttpResponse<String> response = client().send(form("{}"), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(415);
    }
}
