package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.AllowedTools;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Thinking;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads chat requests into conversations.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/chat/create">create chat completion</a>.
 */
final class ChatRequests {

    /** How much the model is to say; chat completions and responses know it, and nobody else. */
    static final String VERBOSITY = "verbosity";

    private static final Set<String> UNDERSTOOD = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop",
            "seed",
            "n",
            "frequency_penalty",
            "presence_penalty",
            "logprobs",
            "top_logprobs",
            "response_format",
            "reasoning_effort",
            "user",
            "metadata");

    /** They change where an answer is stored, cached or billed, never what it says; {@code provider} is for the planner. */
    private static final Set<String> WITHOUT_EFFECT_ON_THE_ANSWER =
            Set.of("prompt_cache_key", "prompt_cache_retention", "safety_identifier", "service_tier", "provider");

    private ChatRequests() {}

    static Conversation read(JsonNode request) {
        Optional<AllowedTools> allowed = allowedTools(request.path("tool_choice"));
        List<Tool> tools = tools(request.path("tools"));
        return new Conversation(
                ChatMessages.read(request.path("messages")),
                allowed.map(some -> some.of(tools)).orElse(tools),
                allowed.map(AllowedTools::choice).orElseGet(() -> toolChoice(request.path("tool_choice"))),
                Json.flag(request, "parallel_tool_calls"),
                sampling(request),
                format(request.path("response_format")),
                new Thinking(Json.text(request, "reasoning_effort"), OptionalInt.empty(), false),
                Json.text(request, "user"),
                metadata(request.path("metadata")),
                other(request));
    }

    private static List<Tool> tools(JsonNode tools) {
        List<Tool> read = new ArrayList<>();
        for (JsonNode tool : tools) {
            String type = Json.text(tool, "type");
            JsonNode function = tool.path("function");
            read.add(
                    type.equals("function") && function.isObject()
                            ? new Tool.Function(
                                    Json.text(function, "name"),
                                    Json.text(function, "description"),
                                    function.path("parameters").isObject()
                                            ? function.path("parameters")
                                            : Json.object(),
                                    Json.flag(function, "strict"),
                                    ChatMessages.cacheMark(tool))
                            : new Tool.Hosted(type, tool));
        }
        return read;
    }

    private static Optional<AllowedTools> allowedTools(JsonNode choice) {
        return Json.text(choice, "type").equals("allowed_tools")
                ? Optional.of(AllowedTools.read(choice.path("allowed_tools")))
                : Optional.empty();
    }

    private static ToolChoice toolChoice(JsonNode choice) {
        return switch (choice.asText("")) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            default ->
                choice.path("function").path("name").isTextual()
                        ? new ToolChoice.Named(
                                choice.path("function").path("name").textValue())
                        : new ToolChoice.Unsaid();
        };
    }

    private static Sampling sampling(JsonNode request) {
        OptionalInt newer = Json.integer(request, "max_completion_tokens");
        return new Sampling(
                newer.isPresent() ? newer : Json.integer(request, "max_tokens"),
                Json.decimal(request, "temperature"),
                Json.decimal(request, "top_p"),
                Json.integer(request, "top_k"),
                stop(request.path("stop")),
                Json.whole(request, "seed"),
                Math.max(1, request.path("n").asInt(1)),
                Json.decimal(request, "frequency_penalty"),
                Json.decimal(request, "presence_penalty"),
                request.path("logprobs").asBoolean(false),
                Json.integer(request, "top_logprobs"));
    }

    private static List<String> stop(JsonNode stop) {
        if (stop.isTextual()) {
            return List.of(stop.textValue());
        }
        List<String> texts = new ArrayList<>();
        stop.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static OutputFormat format(JsonNode format) {
        return switch (Json.text(format, "type")) {
            case "json_object" -> new OutputFormat.JsonObject();
            case "json_schema" -> {
                JsonNode schema = format.path("json_schema");
                yield new OutputFormat.JsonSchema(
                        schema.path("name").asText("answer"),
                        Json.text(schema, "description"),
                        schema.path("schema").isObject() ? schema.path("schema") : Json.object(),
                        Json.flag(schema, "strict"));
            }
            default -> new OutputFormat.Text();
        };
    }

    private static Map<String, String> metadata(JsonNode metadata) {
        Map<String, String> labels = new LinkedHashMap<>();
        metadata.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static Map<String, JsonNode> other(JsonNode request) {
        Map<String, JsonNode> other = new LinkedHashMap<>();
        request.properties().forEach(field -> {
            if (!UNDERSTOOD.contains(field.getKey()) && changesTheAnswer(field.getKey(), field.getValue())) {
                other.put(field.getKey(), field.getValue());
            }
        });
        if (Json.text(request.path("tool_choice"), "type").equals("custom")) {
            other.put("tool_choice", request.path("tool_choice"));
        }
        return other;
    }

    private static boolean changesTheAnswer(String field, JsonNode value) {
        boolean storesNothing = field.equals("store") && !value.asBoolean(false);
        boolean usual = field.equals(VERBOSITY) && value.asText().equals("medium");
        return !value.isNull() && !storesNothing && !usual && !WITHOUT_EFFECT_ON_THE_ANSWER.contains(field);
    }

    /** Whether the caller wants a stream's usage told. */
    static boolean includeUsage(JsonNode request) {
        return request.path("stream_options").path("include_usage").asBoolean(false);
    }
}
