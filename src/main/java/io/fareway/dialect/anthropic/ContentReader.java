package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.RequestFields;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads content blocks of requests and answers.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages/create">create a message</a>.
 */
final class ContentReader {

    private static final Map<String, Set<String>> FIELDS = Map.of(
            "text", Set.of("text", "citations"),
            "image", Set.of("source"),
            "document", Set.of("source", "title", "context", "citations"),
            "tool_use", Set.of("id", "name", "input", "caller"),
            "tool_result", Set.of("tool_use_id", "content", "is_error"),
            "thinking", Set.of("thinking", "signature"),
            "redacted_thinking", Set.of("data"));

    private final Map<String, JsonNode> unread = new HashMap<>();

    /** Fields of blocks that were not understood, by their places. */
    Map<String, JsonNode> unread() {
        return unread;
    }

    /**
     * The parts of a {@code content} field.
     *
     * @param content a text or an array of blocks
     * @param place where it stands, for example {@code messages[0].content}
     * @throws RequestError when it is neither
     */
    List<Part> read(JsonNode content, String place) {
        if (content.isTextual()) {
            return content.textValue().isEmpty() ? List.of() : List.of(new Part.Text(content.textValue()));
        }
        if (!content.isArray()) {
            throw RequestError.invalid(
                    place, place + " must be a text or an array of blocks, not " + RequestFields.kind(content) + ".");
        }
        List<Part> parts = new ArrayList<>(content.size());
        for (int i = 0; i < content.size(); i++) {
            parts.add(block(content.get(i), place + "[" + i + "]"));
        }
        return parts;
    }

    private Part block(JsonNode block, String place) {
        if (!block.isObject() || !block.path("type").isTextual()) {
            throw RequestError.invalid(place, place + " must be an object with a 'type'.");
        }
        String type = block.path("type").textValue();
        noteUnread(block, type, place);
        return switch (type) {
            case "text" -> {
                String text = Json.text(block, "text");
                yield new Part.Text(
                        text, Citations.read(block.path("citations"), text.length()), CacheMarks.read(block));
            }
            case "image" ->
                source(block.path("source"))
                        .<Part>map(source -> new Part.Image(source, "", CacheMarks.read(block)))
                        .orElseGet(() -> new Part.Other(type, block));
            case "document" -> document(block);
            case "tool_use" -> toolUse(block, place);
            case "tool_result" -> toolResult(block, place);
            case "thinking", "redacted_thinking" -> Thoughts.read(block);
            default -> new Part.Other(type, block);
        };
    }

    private void noteUnread(JsonNode block, String type, String place) {
        Set<String> known = FIELDS.getOrDefault(type, Set.of());
        if (known.isEmpty()) {
            return;
        }
        block.properties().forEach(field -> {
            String name = field.getKey();
            boolean read = known.contains(name) || name.equals("type") || name.equals("cache_control");
            if (!read && !field.getValue().isNull()) {
                unread.put(place + "." + name, field.getValue());
            }
        });
    }

    private Part document(JsonNode block) {
        return source(block.path("source"))
                .<Part>map(source -> new Part.Document(
                        source,
                        Json.text(block, "title"),
                        Json.text(block, "context"),
                        block.path("citations").path("enabled").asBoolean(false),
                        CacheMarks.read(block)))
                .orElseGet(() -> new Part.Other("document", block));
    }

    private static Optional<Source> source(JsonNode source) {
        return switch (Json.text(source, "type")) {
            case "base64" -> Optional.of(new Source.Inline(Json.text(source, "media_type"), Json.text(source, "data")));
            case "text" -> Optional.of(Source.Inline.ofText(Json.text(source, "data")));
            case "url" -> Optional.of(new Source.Remote(Json.text(source, "url"), ""));
            case "file" -> Optional.of(new Source.Uploaded(Json.text(source, "file_id")));
            case "content" ->
                source.path("content").isTextual()
                        ? Optional.of(
                                Source.Inline.ofText(source.path("content").textValue()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Part toolUse(JsonNode block, String place) {
        JsonNode input = block.path("input");
        return new Part.ToolCall(
                required(block, "id", place),
                required(block, "name", place),
                input.isObject() ? input.toString() : "{}",
                "",
                CacheMarks.read(block));
    }

    private Part toolResult(JsonNode block, String place) {
        JsonNode content = block.path("content");
        List<Part> parts = content.isMissingNode() || content.isNull() ? List.of() : read(content, place + ".content");
        return new Part.ToolResult(
                required(block, "tool_use_id", place),
                "",
                parts,
                block.path("is_error").asBoolean(false),
                CacheMarks.read(block));
    }

    private static String required(JsonNode block, String field, String place) {
        String value = Json.text(block, field);
        if (value.isEmpty()) {
            String at = place + "." + field;
            throw RequestError.invalid(at, at + " must be a text.");
        }
        return value;
    }
}
