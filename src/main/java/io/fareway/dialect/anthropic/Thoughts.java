package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Seals;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Part;
import java.util.Optional;

/**
 * Thinking blocks. Anthropic takes back only what it signed or encrypted itself; see <a
 * href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">extended thinking</a>.
 */
final class Thoughts {

    /** Sets the content of a redacted block apart from a signature, where a caller keeps both in one place. */
    private static final String REDACTED = "redacted.";

    private Thoughts() {}

    static Part.Reasoning read(JsonNode block) {
        return Json.text(block, "type").equals("redacted_thinking")
                ? new Part.Reasoning("", "", sealed(Json.text(block, "data")))
                : new Part.Reasoning(Json.text(block, "thinking"), signature(Json.text(block, "signature")), "");
    }

    static String signature(String signature) {
        return Seals.mark(Dialect.ANTHROPIC, signature);
    }

    static String sealed(String data) {
        return Seals.isMarked(data) ? data : Seals.mark(Dialect.ANTHROPIC, REDACTED + data);
    }

    /** The block for a provider; empty when these are not Anthropic's own thoughts. */
    static Optional<ObjectNode> forProvider(Part.Reasoning thoughts) {
        String seal = thoughts.signature().isEmpty() ? thoughts.sealed() : thoughts.signature();
        return Seals.isFrom(Dialect.ANTHROPIC, seal) ? Optional.of(forCaller(thoughts)) : Optional.empty();
    }

    /** The block for a caller, who gets the thoughts of every vendor. */
    static ObjectNode forCaller(Part.Reasoning thoughts) {
        String seal = thoughts.signature().isEmpty() ? thoughts.sealed() : thoughts.signature();
        return isWithoutText(seal, thoughts.text()) ? redacted(seal) : thinking(thoughts.text(), seal);
    }

    /** Whether a caller is shown the seal only: Anthropic's redacted thoughts, and others' without words. */
    static boolean isWithoutText(String seal, String text) {
        String own = Seals.unmark(Dialect.ANTHROPIC, seal);
        return Seals.isMarked(own) ? text.isEmpty() : own.startsWith(REDACTED);
    }

    static ObjectNode redacted(String sealed) {
        String own = Seals.unmark(Dialect.ANTHROPIC, sealed);
        String data = own.startsWith(REDACTED) ? own.substring(REDACTED.length()) : own;
        return Json.object().put("type", "redacted_thinking").put("data", data);
    }

    private static ObjectNode thinking(String text, String signature) {
        return Json.object().put("type", "thinking").put("thinking", text).put("signature", shown(signature));
    }

    /** A seal as callers get it. */
    static String shown(String seal) {
        return Seals.unmark(Dialect.ANTHROPIC, seal);
    }

    /** Whether Anthropic would refuse this block: unsigned, or made by another vendor. */
    static boolean isForeign(JsonNode block) {
        return switch (Json.text(block, "type")) {
            case "thinking" -> {
                String signature = Json.text(block, "signature");
                yield signature.isEmpty() || Seals.isMarked(signature);
            }
            case "redacted_thinking" -> Seals.isMarked(Json.text(block, "data"));
            default -> false;
        };
    }
}
