package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.DataUrl;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.CacheMark;
import io.fareway.model.conversation.Citation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the messages of chat requests, and the message of a whole answer.
 *
 * <p>Thoughts of earlier turns are read where DeepSeek and OpenRouter put them, {@code reasoning_content} and {@code
 * reasoning}; cache marks where OpenRouter puts them, {@code cache_control} of a part.
 */
final class ChatMessages {

    private ChatMessages() {}

    static List<Message> read(JsonNode messages) {
        List<Message> read = new ArrayList<>(messages.size());
        for (JsonNode message : messages) {
            read.add(new Message(role(message), parts(message), Json.text(message, "name")));
        }
        return read;
    }

    private static Role role(JsonNode message) {
        return switch (Json.text(message, "role")) {
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            case "assistant" -> Role.ASSISTANT;
            case "tool", "function" -> Role.TOOL;
            default -> Role.USER;
        };
    }

    private static List<Part> parts(JsonNode message) {
        return switch (Json.text(message, "role")) {
            case "tool" ->
                List.of(new Part.ToolResult(
                        Json.text(message, "tool_call_id"),
                        Json.text(message, "name"),
                        content(message.path("content")),
                        false,
                        Optional.empty()));
            case "assistant" -> answer(message);
            case "system", "developer", "user" -> content(message.path("content"));
            default -> List.of(new Part.Other(Json.text(message, "role"), message));
        };
    }

    /** What the model said, in the order in which it says it: thoughts, words, calls. */
    static List<Part> answer(JsonNode message) {
        List<Part> parts = new ArrayList<>();
        String thoughts = Json.text(message, "reasoning_content").isEmpty()
                ? Json.text(message, "reasoning")
                : Json.text(message, "reasoning_content");
        if (!thoughts.isEmpty()) {
            parts.add(new Part.Reasoning(thoughts, "", ""));
        }
        parts.addAll(content(message.path("content"), citations(message.path("annotations"))));
        if (!Json.text(message, "refusal").isEmpty()) {
            parts.add(new Part.Refusal(Json.text(message, "refusal")));
        }
        for (JsonNode call : message.path("tool_calls")) {
            parts.add(toolCall(call));
        }
        if (message.path("function_call").isObject() || message.path("audio").isObject()) {
            String type = message.path("audio").isObject() ? "audio" : "function_call";
            parts.add(new Part.Other(type, message.path(type)));
        }
        return parts;
    }

    private static Part toolCall(JsonNode call) {
        JsonNode function = call.path("function");
        if (!function.isObject()) {
            return new Part.Other(Json.text(call, "type"), call);
        }
        return new Part.ToolCall(Json.text(call, "id"), Json.text(function, "name"), Json.text(function, "arguments"));
    }

    private static List<Citation> citations(JsonNode annotations) {
        List<Citation> citations = new ArrayList<>();
        for (JsonNode annotation : annotations) {
            JsonNode url = annotation.path("url_citation");
            if (url.isObject()) {
                citations.add(new Citation(
                        Json.text(url, "url"),
                        Json.text(url, "title"),
                        "",
                        url.path("start_index").asInt(-1),
                        url.path("end_index").asInt(-1)));
            }
        }
        return citations;
    }

    private static List<Part> content(JsonNode content) {
        return content(content, List.of());
    }

    private static List<Part> content(JsonNode content, List<Citation> citations) {
        if (content.isTextual()) {
            return content.textValue().isEmpty()
                    ? List.of()
                    : List.of(new Part.Text(content.textValue(), citations, Optional.empty()));
        }
        List<Part> parts = new ArrayList<>(content.size());
        content.forEach(part -> parts.add(part(part)));
        return parts;
    }

    private static Part part(JsonNode part) {
        String type = Json.text(part, "type");
        return switch (type) {
            case "text" -> new Part.Text(Json.text(part, "text"), List.of(), cacheMark(part));
            case "refusal" -> new Part.Refusal(Json.text(part, "refusal"));
            case "thinking" -> new Part.Reasoning(thoughts(part.path("thinking")), "", "");
            case "image_url" ->
                new Part.Image(
                        DataUrl.read(Json.text(part.path("image_url"), "url"), ""),
                        Json.text(part.path("image_url"), "detail"),
                        cacheMark(part));
            case "input_audio" ->
                new Part.Audio(
                        new Source.Inline(
                                "audio/" + Json.text(part.path("input_audio"), "format"),
                                Json.text(part.path("input_audio"), "data")),
                        Json.text(part.path("input_audio"), "format"));
            case "file" ->
                new Part.Document(file(part.path("file")), Json.text(part.path("file"), "filename"), cacheMark(part));
            default -> new Part.Other(type, part);
        };
    }

    /** As Mistral's models that think have them among the parts of an answer. */
    private static String thoughts(JsonNode texts) {
        StringBuilder thoughts = new StringBuilder();
        texts.forEach(text -> thoughts.append(Json.text(text, "text")));
        return thoughts.toString();
    }

    private static Source file(JsonNode file) {
        String id = Json.text(file, "file_id");
        return id.isEmpty() ? DataUrl.read(Json.text(file, "file_data"), "application/pdf") : new Source.Uploaded(id);
    }

    /** The mark on a part or tool; see the class comment. */
    static Optional<CacheMark> cacheMark(JsonNode marked) {
        JsonNode control = marked.path("cache_control");
        if (!control.isObject()) {
            return Optional.empty();
        }
        return Optional.of(Json.text(control, "ttl").equals("1h") ? CacheMark.ONE_HOUR : CacheMark.FIVE_MINUTES);
    }
}
