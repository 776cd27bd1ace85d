package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.CacheMark;
import io.fareway.model.conversation.Part;
import java.util.Optional;

/**
 * The field {@code cache_control}: <a
 * href="https://platform.claude.com/docs/en/build-with-claude/prompt-caching">prompt caching</a>.
 */
final class CacheMarks {

    private CacheMarks() {}

    static Optional<CacheMark> read(JsonNode marked) {
        JsonNode control = marked.path("cache_control");
        if (!control.isObject()) {
            return Optional.empty();
        }
        return Optional.of(Json.text(control, "ttl").equals("1h") ? CacheMark.ONE_HOUR : CacheMark.FIVE_MINUTES);
    }

    /** Five minutes are the default and stay unsaid. */
    static void write(Optional<CacheMark> mark, ObjectNode block) {
        mark.ifPresent(lifetime -> {
            ObjectNode control = block.putObject("cache_control").put("type", "ephemeral");
            if (lifetime == CacheMark.ONE_HOUR) {
                control.put("ttl", "1h");
            }
        });
    }

    /** The same part with this mark; thoughts and unknown parts cannot be marked and stay as they are. */
    static Part marked(Part part, Optional<CacheMark> mark) {
        return switch (part) {
            case Part.Text text -> new Part.Text(text.text(), text.citations(), mark);
            case Part.Image image -> new Part.Image(image.source(), image.detail(), mark);
            case Part.Document document ->
                new Part.Document(document.source(), document.name(), document.context(), document.citable(), mark);
            case Part.ToolCall call ->
                new Part.ToolCall(call.id(), call.name(), call.arguments(), call.signature(), mark);
            case Part.ToolResult result ->
                new Part.ToolResult(result.callId(), result.name(), result.content(), result.failed(), mark);
            default -> part;
        };
    }
}
