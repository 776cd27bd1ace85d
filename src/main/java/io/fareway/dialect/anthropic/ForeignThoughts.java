package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Thinking blocks that another vendor's model left in a conversation. Anthropic refuses a request with a block that it did
 * not sign, so these cannot be passed on.
 */
final class ForeignThoughts {

    private ForeignThoughts() {}

    /** The messages without them; empty when there are none. */
    static Optional<ArrayNode> removed(JsonNode messages) {
        boolean none = true;
        for (JsonNode message : messages) {
            for (JsonNode block : message.path("content")) {
                none &= !Thoughts.isForeign(block);
            }
        }
        return none ? Optional.empty() : Optional.of(withoutThem(messages));
    }

    /** A turn of nothing else goes too: Anthropic refuses an empty one, and joins its neighbours by itself. */
    private static ArrayNode withoutThem(JsonNode messages) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        for (JsonNode message : messages) {
            if (message instanceof ObjectNode object && message.path("content").isArray()) {
                ArrayNode content = JsonNodeFactory.instance.arrayNode();
                message.path("content").forEach(block -> {
                    if (!Thoughts.isForeign(block)) {
                        content.add(block);
                    }
                });
                if (!content.isEmpty()) {
                    ObjectNode copy = kept.addObject();
                    copy.setAll(object);
                    copy.set("content", content);
                }
            } else {
                kept.add(message);
            }
        }
        return kept;
    }
}
