package io.fareway.testing.translation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.DataUrl;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Source;
import io.fareway.model.conversation.Thinking;
import io.fareway.model.conversation.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Requests of Cohere's chat.
 *
 * <p>Wire format: <a href="https://docs.cohere.com/reference/chat">chat, version 2</a>.
 */
final class CohereRequests {

    private CohereRequests() {}

    static Conversation read(JsonNode request) {
        HeardRequest heard = new HeardRequest();
        for (JsonNode message : request.path("messages")) {
            heard.messages.add(message(message));
        }
        readDocuments(request.path("documents"), heard);
        Optional<Boolean> strict = Json.flag(request, "strict_tools");
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.path("function");
            heard.tools.add(HeardRequest.function(function, function.path("parameters"), strict));
        }
        heard.choice = switch (Json.text(request, "tool_choice")) {
            case "NONE" -> new ToolChoice.None();
            case "REQUIRED" -> new ToolChoice.Required();
            default -> new ToolChoice.Unsaid();
        };
        heard.sampling = HeardRequest.sampling(
                request, HeardRequest.texts(request.path("stop_sequences")), "max_tokens", "temperature", "p", "k");
        heard.format = format(request.path("response_format"));
        heard.thinking = thinking(request.path("thinking"));
        return heard.whole();
    }

    private static OutputFormat format(JsonNode format) {
        if (!Json.text(format, "type").equals("json_object")) {
            return new OutputFormat.Text();
        }
        return format.path("json_schema").isObject()
                ? new OutputFormat.JsonSchema("answer", "", format.path("json_schema"), Optional.of(true))
                : new OutputFormat.JsonObject();
    }

    private static Thinking thinking(JsonNode thinking) {
        return switch (Json.text(thinking, "type")) {
            case "disabled" -> Thinking.OFF;
            case "enabled" -> {
                OptionalInt budget = Json.integer(thinking, "token_budget");
                yield new Thinking(budget.isPresent() ? "" : "high", budget, false);
            }
            default -> Thinking.UNSAID;
        };
    }

    /** Documents belong to the conversation as a whole. */
    private static void readDocuments(JsonNode documents, HeardRequest heard) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode document : documents) {
            JsonNode data = document.path("data");
            parts.add(new Part.Document(
                    Source.Inline.ofText(Json.text(data, "text")),
                    Json.text(data, "title"),
                    Json.text(data, "context"),
                    true,
                    Optional.empty()));
        }
        if (!parts.isEmpty()) {
            heard.messages.add(Message.of(Role.USER, parts));
        }
    }

    private static Message message(JsonNode message) {
        List<Part> parts = content(message.path("content"));
        return switch (Json.text(message, "role")) {
            case "system" -> Message.of(Role.SYSTEM, parts);
            case "tool" ->
                Message.of(
                        Role.TOOL,
                        List.of(new Part.ToolResult(
                                Json.text(message, "tool_call_id"), "", parts, false, Optional.empty())));
            case "assistant" -> {
                List<Part> said = new ArrayList<>(parts);
                for (JsonNode call : message.path("tool_calls")) {
                    JsonNode function = call.path("function");
                    said.add(new Part.ToolCall(
                            Json.text(call, "id"), Json.text(function, "name"), Json.text(function, "arguments")));
                }
                yield Message.of(Role.ASSISTANT, said);
            }
            default -> Message.of(Role.USER, parts);
        };
    }

    private static List<Part> content(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue().isEmpty() ? List.of() : List.of(new Part.Text(content.textValue()));
        }
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : content) {
            JsonNode image = part.path("image_url");
            parts.add(
                    image.isObject()
                            ? new Part.Image(
                                    DataUrl.read(Json.text(image, "url"), ""),
                                    Json.text(image, "detail"),
                                    Optional.empty())
                            : new Part.Text(Json.text(part, "text")));
        }
        return parts;
    }
}
