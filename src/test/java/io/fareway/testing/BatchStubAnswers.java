package io.fareway.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.BatchApi;
import java.util.List;

/** Result lines as the batch APIs of {@link BatchApiStub} write them. */
final class BatchStubAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BatchApi api;

    BatchStubAnswers(BatchApi api) {
        this.api = api;
    }

    /** The result line of a request that was answered. */
    ObjectNode answered(JsonNode request, String prompt) {
        return switch (api) {
            case ANTHROPIC -> {
                ObjectNode line = result(request, "succeeded");
                line.withObject("/result")
                        .set(
                                "message",
                                parsed("{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
                                        + "\"content\":[{\"type\":\"text\",\"text\":\"echo " + prompt + "\"}],"
                                        + "\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                                        + "\"usage\":{\"input_tokens\":1000,\"output_tokens\":100,"
                                        + "\"service_tier\":\"standard\"}}"));
                yield line;
            }
            case GEMINI -> {
                ObjectNode line = JSON.createObjectNode();
                line.set(
                        "response",
                        parsed(
                                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"echo "
                                        + prompt
                                        + "\"}]},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":"
                                        + "{\"promptTokenCount\":1000,\"candidatesTokenCount\":100,\"totalTokenCount\":1100}}"));
                line.set("metadata", request.path("metadata"));
                yield line;
            }
            default -> response(request, 200, completion(prompt));
        };
    }

    /** A chat completion. */
    static String completion(String prompt) {
        return "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
                + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"echo " + prompt
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1000,"
                + "\"completion_tokens\":100,\"total_tokens\":1100}}";
    }

    /** The result line of a request that was not, with the status, the type and the Google code of its error. */
    ObjectNode failed(JsonNode request, int status, String type, int code) {
        return switch (api) {
            case ANTHROPIC -> {
                ObjectNode line = result(request, "errored");
                line.withObject("/result")
                        .set(
                                "error",
                                parsed("{\"type\":\"error\",\"error\":{\"type\":\"" + type
                                        + "\",\"message\":\"no\"}}"));
                yield line;
            }
            case GEMINI -> {
                ObjectNode line = JSON.createObjectNode();
                line.putObject("error").put("code", code).put("message", "no");
                line.set("metadata", request.path("metadata"));
                yield line;
            }
            default -> response(request, status, "{\"error\":{\"message\":\"no\",\"type\":\"" + type + "\"}}");
        };
    }

    private static ObjectNode response(JsonNode request, int status, String body) {
        ObjectNode line = JSON.createObjectNode();
        line.put("custom_id", request.path("custom_id").asText());
        line.putObject("response").put("status_code", status).set("body", parsed(body));
        return line;
    }

    /** A result line of Anthropic's. */
    static ObjectNode result(JsonNode request, String type) {
        ObjectNode line = JSON.createObjectNode();
        line.put("custom_id", request.path("custom_id").asText());
        line.putObject("result").put("type", type);
        return line;
    }

    /** The prompt of a request in any form. */
    static String prompt(JsonNode request) {
        for (String place : List.of(
                "/body/messages/0/content",
                "/params/messages/0/content",
                "/params/messages/0/content/0/text",
                "/request/messages/0/content",
                "/request/contents/0/parts/0/text")) {
            if (request.at(place).isTextual()) {
                return request.at(place).textValue();
            }
        }
        return "";
    }

    static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
