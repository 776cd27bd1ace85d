package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.JsonFields;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The question how many tokens a request has.
 *
 * <p>Wire formats: <a href="https://ai.google.dev/api/tokens">AI Studio</a>, which wants all but bare contents inside
 * {@code generateContentRequest}, and <a
 * href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/count-tokens">Vertex AI</a>, which knows no
 * such field and refuses it.
 */
final class GeminiCounts {

    private static final String REQUEST = "generateContentRequest";
    private static final String REQUEST_IN_SNAKE_CASE = "generate_content_request";

    private GeminiCounts() {}

    /** What is to be counted in a caller's question. */
    static JsonNode requestIn(JsonNode question) {
        JsonNode whole = Fields.at(question, REQUEST);
        return whole.isObject() ? whole : question;
    }

    /** A caller's question for this model. */
    static WireRequest pass(byte[] body, JsonNode question, WireTarget target) {
        Map<String, String> changes = GeminiWire.changes(question, target);
        for (String spelling : List.of(REQUEST, REQUEST_IN_SNAKE_CASE)) {
            if (question.path(spelling) instanceof ObjectNode request) {
                changes.put(spelling, whole(request.deepCopy(), target).toString());
            }
        }
        return new WireRequest(path(target), JsonFields.with(body, changes));
    }

    private static ObjectNode whole(ObjectNode request, WireTarget target) {
        request.put("model", GeminiPath.nameOf(target.model()));
        if (request.path("contents") instanceof ArrayNode contents) {
            request.set("contents", OwnSignatures.of(contents));
        }
        return request;
    }

    /** The question for a request that was written for this model. */
    static WireRequest write(ObjectNode request, WireTarget target) {
        ObjectNode question = Json.object();
        question.putObject(REQUEST)
                .put("model", GeminiPath.nameOf(target.model()))
                .setAll(request);
        return new WireRequest(path(target), question.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String path(WireTarget target) {
        return "/" + GeminiPath.nameOf(target.model()) + ":countTokens";
    }

    static OptionalLong read(JsonNode answer) {
        return Json.whole(answer, "totalTokens");
    }

    static ObjectNode answer(long tokens) {
        return Json.object().put("totalTokens", tokens);
    }
}
