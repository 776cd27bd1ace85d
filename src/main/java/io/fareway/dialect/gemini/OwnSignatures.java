package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Takes the signatures of other vendors out of a Gemini conversation: turns that were answered elsewhere carry them, and
 * Google refuses what it has not signed.
 */
final class OwnSignatures {

    private OwnSignatures() {}

    /** Whether there is any to take out. */
    static boolean hasForeign(JsonNode contents) {
        for (JsonNode content : contents) {
            for (JsonNode part : content.path("parts")) {
                if (Signatures.isForeign(Fields.text(part, "thoughtSignature"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A copy of the contents without them. */
    static ArrayNode of(JsonNode contents) {
        ArrayNode copy = contents instanceof ArrayNode given ? given.deepCopy() : JsonNodeFactory.instance.arrayNode();
        for (JsonNode content : copy) {
            for (JsonNode part : content.path("parts")) {
                if (part instanceof ObjectNode object && Signatures.isForeign(Fields.text(part, "thoughtSignature"))) {
                    object.remove("thoughtSignature");
                    object.remove("thought_signature");
                    if (object.has("functionCall")) {
                        object.put("thoughtSignature", Signatures.OF_ANOTHER_MODEL);
                    }
                }
            }
        }
        return copy;
    }
}
