package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every answer and every chunk begins with, and SDKs read without asking. Some hosts leave parts of it out. */
record ChatHead(String id, String object, long created, String model) {

    /** Those fields that this answer or chunk does not have. */
    Map<String, JsonNode> missingIn(JsonNode answer) {
        Map<String, JsonNode> missing = new LinkedHashMap<>();
        putMissing("id", id, answer, missing);
        putMissing("object", object, answer, missing);
        if (answer.path("created").asLong() == 0) {
            missing.put("created", LongNode.valueOf(created));
        }
        putMissing("model", model, answer, missing);
        return missing;
    }

    private static void putMissing(String field, String ours, JsonNode answer, Map<String, JsonNode> missing) {
        if (Json.text(answer, field).isEmpty()) {
            missing.put(field, TextNode.valueOf(ours));
        }
    }
}
