package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.RequestFields;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code instructions} and {@code input} into messages. Items of the model that follow each other (thoughts, words,
 * calls) are one turn of it, as are results of calls.
 */
final class InputReader {

    private final List<Message> messages = new ArrayList<>();
    private final List<Part> turn = new ArrayList<>();
    private Role speaker = Role.USER;

    List<Message> read(JsonNode request) {
        String instructions = Json.text(request, "instructions");
        if (!instructions.isEmpty()) {
            messages.add(Message.of(Role.SYSTEM, instructions));
        }
        JsonNode input = request.path("input");
        if (input.isTextual()) {
            messages.add(Message.of(Role.USER, input.textValue()));
        } else if (input.isArray()) {
            for (int i = 0; i < input.size(); i++) {
                readItem(input.get(i), "input[" + i + "]");
            }
            endTurn();
        } else if (!isAbsent(input)) {
            throw RequestError.invalid(
                    "input", "'input' must be a text or an array of items, not " + RequestFields.kind(input) + ".");
        }
        if (messages.isEmpty()) {
            throw RequestError.invalid("input", "'input' is empty. Send a text or at least one item.");
        }
        return messages;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private void readItem(JsonNode item, String place) {
        if (!item.isObject()) {
            throw RequestError.invalid(place, place + " must be an object.");
        }
        String type = item.has("role") ? "message" : Json.text(item, "type");
        switch (type) {
            case "message" -> readMessage(item, place);
            case "function_call" -> say(Role.ASSISTANT, ItemReader.call(item, place));
            case "function_call_output" -> say(Role.TOOL, ItemReader.result(item, place));
            case "reasoning" -> say(Role.ASSISTANT, ReasoningItems.read(item));
            case "" -> throw RequestError.invalid(place, place + " must have a 'type', or a 'role' and 'content'.");
            default -> say(Role.ASSISTANT, new Part.Other(type, item));
        }
    }

    private void readMessage(JsonNode item, String place) {
        Role role =
                switch (Json.text(item, "role")) {
                    case "user" -> Role.USER;
                    case "assistant" -> Role.ASSISTANT;
                    case "system" -> Role.SYSTEM;
                    case "developer" -> Role.DEVELOPER;
                    default ->
                        throw RequestError.invalid(
                                place + ".role", place + ".role must be 'user', 'assistant', 'system' or 'developer'.");
                };
        List<Part> parts = ItemReader.content(item.path("content"), place + ".content");
        if (role == Role.ASSISTANT) {
            parts.forEach(part -> say(Role.ASSISTANT, part));
        } else {
            endTurn();
            messages.add(Message.of(role, parts));
        }
    }

    private void say(Role role, Part part) {
        if (role != speaker) {
            endTurn();
            speaker = role;
        }
        turn.add(part);
    }

    private void endTurn() {
        if (!turn.isEmpty()) {
            messages.add(Message.of(speaker, turn));
            turn.clear();
        }
    }
}
