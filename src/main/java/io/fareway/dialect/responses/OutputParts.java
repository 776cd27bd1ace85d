package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Citation;
import java.util.Optional;

/** The pieces of output items. */
final class OutputParts {

    private OutputParts() {}

    static ObjectNode message(String id, String status) {
        ObjectNode item = Json.object().put("type", "message").put("id", id).put("status", status);
        item.put("role", "assistant").putArray("content");
        return item;
    }

    static ObjectNode text(String text) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    static ObjectNode refusal(String text) {
        return Json.object().put("type", "refusal").put("refusal", text);
    }

    static ObjectNode summary(String text) {
        return Json.object().put("type", "summary_text").put("text", text);
    }

    /** A page of the web; sources without an address have no counterpart here. */
    static Optional<ObjectNode> citation(Citation citation) {
        if (citation.url().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Json.object()
                .put("type", "url_citation")
                .put("url", citation.url())
                .put("title", citation.title())
                .put("start_index", Math.max(0, citation.start()))
                .put("end_index", Math.max(0, citation.end())));
    }
}
