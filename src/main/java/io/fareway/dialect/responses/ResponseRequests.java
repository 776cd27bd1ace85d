package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.AllowedTools;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
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
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads requests into conversations.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/responses/create">create a response</a>.
 */
final class ResponseRequests {

    private static final Set<String> UNDERSTOOD = Set.of(
            "model",
            "input",
            "instructions",
            "stream",
            "max_output_tokens",
            "temperature",
            "top_p",
            "top_logprobs",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "text",
            "reasoning",
            "metadata",
            "user");

    /** They change what is stored, told, billed or cached, never what the answer says; {@code store} is checked before. */
    private static final Set<String> WITHOUT_EFFECT_ON_THE_ANSWER = Set.of(
            "include",
            "store",
            "background",
            "stream_options",
            "service_tier",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options",
            "provider");

    private static final Set<String> TOOL_FIELDS = Set.of("type", "name", "description", "parameters", "strict");

    private final JsonNode request;
    private final Map<String, JsonNode> other = new LinkedHashMap<>();

    private ResponseRequests(JsonNode request) {
        this.request = request;
    }

    static Conversation read(JsonNode request) {
        return new ResponseRequests(request).read();
    }

    private Conversation read() {
        List<Message> messages = new InputReader().read(request);
        readOther();
        JsonNode choice = request.path("tool_choice");
        boolean amongSome = Json.text(choice, "type").equals("allowed_tools");
        List<Tool> tools = tools(request.path("tools"));
        return new Conversation(
                messages,
                amongSome ? AllowedTools.read(choice).of(tools) : tools,
                amongSome ? AllowedTools.read(choice).choice() : toolChoice(choice),
                Json.flag(request, "parallel_tool_calls"),
                sampling(),
                format(request.path("text")),
                thinking(request.path("reasoning")),
                Json.text(request, "user"),
                metadata(),
                other);
    }

    private void readOther() {
        request.properties().forEach(field -> {
            String name = field.getKey();
            boolean ordinary =
                    name.equals("truncation") && field.getValue().asText().equals("disabled");
            boolean matters = !UNDERSTOOD.contains(name) && !WITHOUT_EFFECT_ON_THE_ANSWER.contains(name);
            if (matters && !ordinary && !field.getValue().isNull()) {
                other.put(name, field.getValue());
            }
        });
    }

    private List<Tool> tools(JsonNode tools) {
        List<Tool> read = new ArrayList<>(tools.size());
        for (JsonNode tool : tools) {
            String type = Json.text(tool, "type");
            if (type.equals("function")) {
                noteUnread(tool, "tools[" + read.size() + "].");
                read.add(new Tool.Function(
                        Json.text(tool, "name"),
                        Json.text(tool, "description"),
                        tool.path("parameters").isObject() ? tool.path("parameters") : Json.object(),
                        Json.flag(tool, "strict"),
                        Optional.empty()));
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

    private ToolChoice toolChoice(JsonNode choice) {
        if (choice.isObject()) {
            if (Json.text(choice, "type").equals("function")) {
                return new ToolChoice.Named(Json.text(choice, "name"));
            }
            other.put("tool_choice", choice);
            return new ToolChoice.Unsaid();
        }
        return switch (choice.asText("")) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            default -> new ToolChoice.Unsaid();
        };
    }

    private Sampling sampling() {
        boolean included = false;
        for (JsonNode wanted : request.path("include")) {
            included |= wanted.asText().equals("message.output_text.logprobs");
        }
        OptionalInt alternatives = Json.integer(request, "top_logprobs");
        return new Sampling(
                Json.integer(request, "max_output_tokens"),
                Json.decimal(request, "temperature"),
                Json.decimal(request, "top_p"),
                OptionalInt.empty(),
                List.of(),
                OptionalLong.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                included || alternatives.orElse(0) > 0,
                alternatives);
    }

    private OutputFormat format(JsonNode text) {
        String verbosity = Json.text(text, "verbosity");
        if (!verbosity.isEmpty() && !verbosity.equals("medium")) {
            other.put("verbosity", text.path("verbosity"));
        }
        JsonNode format = text.path("format");
        return switch (Json.text(format, "type")) {
            case "json_object" -> new OutputFormat.JsonObject();
            case "json_schema" ->
                new OutputFormat.JsonSchema(
                        Json.text(format, "name").isEmpty() ? "answer" : Json.text(format, "name"),
                        Json.text(format, "description"),
                        format.path("schema").isObject() ? format.path("schema") : Json.object(),
                        Json.flag(format, "strict"));
            default -> new OutputFormat.Text();
        };
    }

    private Thinking thinking(JsonNode reasoning) {
        Set<String> understood = Set.of("effort", "summary", "generate_summary");
        reasoning.properties().forEach(field -> {
            if (!understood.contains(field.getKey()) && !field.getValue().isNull()) {
                other.put("reasoning." + field.getKey(), field.getValue());
            }
        });
        boolean show = !Json.text(reasoning, "summary").isEmpty()
                || !Json.text(reasoning, "generate_summary").isEmpty();
        return new Thinking(Json.text(reasoning, "effort"), OptionalInt.empty(), show);
    }

    private Map<String, String> metadata() {
        Map<String, String> labels = new LinkedHashMap<>();
        request.path("metadata")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }
}
