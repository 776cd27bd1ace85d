package io.fareway.testing.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Requests of Bedrock's Converse, for Claude, which thinks only when it is told to.
 *
 * <p>Wire format: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html">Converse</a>.
 */
final class ConverseRequests {

    private static final Map<String, String> TYPES = Map.of(
            "png",
            "image/png",
            "jpeg",
            "image/jpeg",
            "pdf",
            "application/pdf",
            "txt",
            "text/plain",
            "wav",
            "audio/wav");

    private ConverseRequests() {}

    static Conversation read(JsonNode request) {
        HeardRequest heard = new HeardRequest();
        List<Part> instructions = parts(request.path("system"));
        if (!instructions.isEmpty()) {
            heard.messages.add(Message.of(Role.SYSTEM, instructions));
        }
        for (JsonNode message : request.path("messages")) {
            Role role = Json.text(message, "role").equals("assistant") ? Role.ASSISTANT : Role.USER;
            heard.messages.add(Message.of(role, parts(message.path("content"))));
        }
        readTools(request.path("toolConfig"), heard);
        JsonNode inference = request.path("inferenceConfig");
        ObjectNode fields = inference.isObject() ? inference.deepCopy() : Json.object();
        JsonNode more = request.path("additionalModelRequestFields");
        fields.set("top_k", more.path("top_k"));
        heard.sampling = HeardRequest.sampling(
                fields, HeardRequest.texts(fields.path("stopSequences")), "maxTokens", "temperature", "topP", "top_k");
        OptionalInt budget = Json.integer(more.path("thinking"), "budget_tokens");
        heard.thinking = budget.isPresent() ? new Thinking("", budget, false) : Thinking.OFF;
        readFormat(request.at("/outputConfig/textFormat/structure/jsonSchema"), heard);
        return heard.whole();
    }

    private static void readTools(JsonNode config, HeardRequest heard) {
        for (JsonNode tool : config.path("tools")) {
            JsonNode spec = tool.path("toolSpec");
            if (spec.isObject()) {
                heard.tools.add(
                        HeardRequest.function(spec, spec.path("inputSchema").path("json"), Json.flag(spec, "strict")));
            }
        }
        JsonNode choice = config.path("toolChoice");
        heard.choice = choice.has("auto")
                ? new ToolChoice.Auto()
                : choice.has("any")
                        ? new ToolChoice.Required()
                        : choice.has("tool")
                                ? new ToolChoice.Named(Json.text(choice.path("tool"), "name"))
                                : new ToolChoice.Unsaid();
    }

    private static void readFormat(JsonNode schema, HeardRequest heard) {
        Json.parseObject(Json.text(schema, "schema"))
                .ifPresent(written -> heard.format = new OutputFormat.JsonSchema(
                        Json.text(schema, "name"), Json.text(schema, "description"), written, Optional.of(true)));
    }

    private static List<Part> parts(JsonNode blocks) {
        List<Part> parts = new ArrayList<>();
        blocks.forEach(block -> {
            if (!block.has("cachePoint") && !block.has("reasoningContent")) {
                parts.add(part(block));
            }
        });
        return parts;
    }

    private static Part part(JsonNode block) {
        JsonNode call = block.path("toolUse");
        JsonNode result = block.path("toolResult");
        if (call.isObject()) {
            return new Part.ToolCall(
                    Json.text(call, "toolUseId"),
                    Json.text(call, "name"),
                    call.path("input").toString());
        }
        if (result.isObject()) {
            return new Part.ToolResult(
                    Json.text(result, "toolUseId"),
                    "",
                    parts(result.path("content")),
                    Json.text(result, "status").equals("error"),
                    Optional.empty());
        }
        if (block.has("image")) {
            return new Part.Image(source(block.path("image")), "", Optional.empty());
        }
        if (block.has("audio")) {
            return new Part.Audio(source(block.path("audio")), Json.text(block.path("audio"), "format"));
        }
        JsonNode document = block.path("document");
        return document.isObject()
                ? new Part.Document(
                        source(document),
                        Json.text(document, "name"),
                        Json.text(document, "context"),
                        document.path("citations").path("enabled").asBoolean(),
                        Optional.empty())
                : new Part.Text(Json.text(block, "text"));
    }

    private static Source source(JsonNode media) {
        String type = TYPES.getOrDefault(Json.text(media, "format"), Json.text(media, "format"));
        String uri = Json.text(media.path("source").path("s3Location"), "uri");
        return uri.isEmpty()
                ? new Source.Inline(type, Json.text(media.path("source"), "bytes"))
                : new Source.Remote(uri, type);
    }
}
