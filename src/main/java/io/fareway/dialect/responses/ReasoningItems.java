package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Seals;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Part;
import java.util.Optional;

/**
 * Reasoning items. OpenAI takes back what it encrypted itself, under the id that it gave: <a
 * href="https://platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items">encrypted reasoning items</a>. The
 * two travel as one seal.
 */
final class ReasoningItems {

    private static final String BETWEEN = "|";

    private ReasoningItems() {}

    static Part.Reasoning read(JsonNode item) {
        StringBuilder text = new StringBuilder();
        item.path("summary").forEach(part -> append(Json.text(part, "text"), text));
        item.path("content").forEach(part -> append(Json.text(part, "text"), text));
        return new Part.Reasoning(text.toString(), "", seal(item));
    }

    private static void append(String words, StringBuilder text) {
        text.append(text.isEmpty() || words.isEmpty() ? "" : "\n\n").append(words);
    }

    /** The seal of a reasoning item; empty when nothing is encrypted in it. */
    static String seal(JsonNode item) {
        String encrypted = Json.text(item, "encrypted_content");
        if (encrypted.isEmpty() || Seals.isMarked(encrypted)) {
            return encrypted;
        }
        return Seals.mark(Dialect.OPENAI_RESPONSES, Json.text(item, "id") + BETWEEN + encrypted);
    }

    /** The item for a provider; empty when these are not OpenAI's own thoughts. */
    static Optional<ObjectNode> forProvider(Part.Reasoning thoughts) {
        String seal = thoughts.sealed().isEmpty() ? thoughts.signature() : thoughts.sealed();
        return Seals.isFrom(Dialect.OPENAI_RESPONSES, seal)
                ? Optional.of(forCaller(thoughts.text(), seal, ""))
                : Optional.empty();
    }

    /**
     * The item for a caller, who gets the thoughts of every vendor.
     *
     * @param id its id when the seal holds none
     */
    static ObjectNode forCaller(String text, String seal, String id) {
        ObjectNode item = Json.object().put("type", "reasoning").put("id", id);
        ArrayNode summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.addObject().put("type", "summary_text").put("text", text);
        }
        if (Seals.isFrom(Dialect.OPENAI_RESPONSES, seal)) {
            String own = Seals.unmark(Dialect.OPENAI_RESPONSES, seal);
            int border = own.indexOf(BETWEEN);
            item.put("id", own.substring(0, Math.max(0, border)));
            item.put("encrypted_content", own.substring(border + 1));
        } else if (!seal.isEmpty()) {
            item.put("encrypted_content", seal);
        }
        return item;
    }

    /** Whether OpenAI would refuse this item: made by another vendor, or known by an id that is ours. */
    static boolean isForeign(JsonNode item) {
        return Json.text(item, "type").equals("reasoning")
                && (Seals.isMarked(Json.text(item, "encrypted_content"))
                        || Json.text(item, "id").startsWith(ItemIds.OWN_REASONING));
    }
}
