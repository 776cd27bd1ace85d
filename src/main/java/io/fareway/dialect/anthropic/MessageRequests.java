package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads requests into conversations.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages/create">create a message</a>.
 */
final class MessageRequests {

    private static final Set<String> UNDERSTOOD = Set.of(
            "model",
            "max_tokens",
            "messages",
            "system",
            "cache_control",
            "stream",
            "stop_sequences",
            "temperature",
            "top_p",
            "top_k",
            "tools",
            "tool_choice",
            "thinking",
            "output_config",
            "output_format",
            "metadata");

    /** It changes how an answer is billed and how soon it comes, never what it says. */
    private static final Set<String> WITHOUT_EFFECT_ON_THE_ANSWER = Set.of("service_tier");

    private static final Set<String> TOOL_FIELDS =
            Set.of("type", "name", "description", "input_schema", "strict", "cache_control", "eager_input_streaming");

    private final JsonNode request;
    private final ContentReader content = new ContentReader();
    private final Map<String, JsonNode> other = new LinkedHashMap<>();

    private MessageRequests(JsonNode request) {
        this.request = request;
    }

    static Conversation read(JsonNode request) {
        return new MessageRequests(request).read();
    }

    private Conversation read() {
        request.properties().forEach(field -> {
            String name = field.getKey();
            boolean matters = !UNDERSTOOD.contains(name) && !WITHOUT_EFFECT_ON_THE_ANSWER.contains(name);
            if (matters && !field.getValue().isNull()) {
                other.put(name, field.getValue());
            }
        });
        List<Message> messages = new TurnReader(content).read(request);
        List<Tool> tools = tools(request.path("tools"));
        other.putAll(content.unread());
        return new Conversation(
                messages,
                tools,
                toolChoice(),
                parallelToolCalls(),
                sampling(),
                format(),
                ThinkingFields.read(request, other),
                Json.text(request.path("metadata"), "user_id"),
                Map.of(),
                other);
    }

    private List<Tool> tools(JsonNode tools) {
        List<Tool> read = new ArrayList<>(tools.size());
        for (JsonNode tool : tools) {
            String type = Json.text(tool, "type");
            if (type.isEmpty() || type.equals("custom")) {
                noteUnread(tool, "tools[" + read.size() + "].");
                read.add(new Tool.Function(
                        Json.text(tool, "name"),
                        Json.text(tool, "description"),
                        tool.path("input_schema").isObject() ? tool.path("input_schema") : Json.object(),
                        Json.flag(tool, "strict"),
                        CacheMarks.read(tool)));
            } else {
                read.add(new Tool.Hosted(type, tool));
            }
        }
        return read;
    }

    private void noteUnread(JsonNode tool, String place) {
        tool.properties().forEach(field -> {
            if (!TOOL_FIELDS.contains(field.getKey()) && !field.getValue().isNull()) {
                other.put(place + field.getKey(), field.getValue());
            }
        });
    }

    private ToolChoice toolChoice() {
        JsonNode choice = request.path("tool_choice");
        return switch (Json.text(choice, "type")) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Required();
            case "tool" -> new ToolChoice.Named(Json.text(choice, "name"));
            case "none" -> new ToolChoice.None();
            default -> new ToolChoice.Unsaid();
        };
    }

    private Optional<Boolean> parallelToolCalls() {
        return Json.flag(request.path("tool_choice"), "disable_parallel_tool_use")
                .map(disabled -> !disabled);
    }

    private Sampling sampling() {
        List<String> stop = new ArrayList<>();
        request.path("stop_sequences").forEach(text -> stop.add(text.asText()));
        return new Sampling(
                Json.integer(request, "max_tokens"),
                Json.decimal(request, "temperature"),
                Json.decimal(request, "top_p"),
                Json.integer(request, "top_k"),
                stop,
                OptionalLong.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                false,
                OptionalInt.empty());
    }

    /** The schema stands in {@code output_config.format}; before that it stood in {@code output_format}. */
    private OutputFormat format() {
        JsonNode format = request.path("output_config").path("format");
        if (!format.isObject()) {
            format = request.path("output_format");
        }
        if (!Json.text(format, "type").equals("json_schema")) {
            return new OutputFormat.Text();
        }
        JsonNode schema = format.path("schema").isObject() ? format.path("schema") : Json.object();
        return new OutputFormat.JsonSchema("answer", "", schema, StrictSchemas.strictness(schema));
    }
}
