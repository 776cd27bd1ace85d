package io.fareway.dialect.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Citation;
import java.util.ArrayList;
import java.util.List;

/** Citations: one for each source that supports a piece of the answer. */
final class CohereCitations {

    private CohereCitations() {}

    static List<Citation> read(JsonNode citation) {
        int start = citation.path("start").asInt(-1);
        int end = citation.path("end").asInt(-1);
        List<Citation> read = new ArrayList<>();
        for (JsonNode source : citation.path("sources")) {
            JsonNode document = source.path("document");
            read.add(new Citation(
                    Json.text(document, "url"), title(source, document), quoted(source, document), start, end));
        }
        return read;
    }

    private static String title(JsonNode source, JsonNode document) {
        String title = Json.text(document, "title");
        return title.isEmpty() ? Json.text(source, "id") : title;
    }

    private static String quoted(JsonNode source, JsonNode document) {
        if (source.path("tool_output").isObject()) {
            return source.path("tool_output").toString();
        }
        String text = Json.text(document, "text");
        return text.isEmpty() ? Json.text(document, "snippet") : text;
    }
}
