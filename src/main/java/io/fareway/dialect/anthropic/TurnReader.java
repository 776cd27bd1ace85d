package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.RequestFields;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.CacheMark;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the turns of a request: {@code system} and {@code messages}. Results of calls become messages of their own. */
final class TurnReader {

    private final ContentReader content;

    TurnReader(ContentReader content) {
        this.content = content;
    }

    List<Message> read(JsonNode request) {
        List<Message> messages = new ArrayList<>();
        JsonNode system = request.path("system");
        if (!system.isMissingNode() && !system.isNull()) {
            List<Part> instructions = content.read(system, "system");
            if (!instructions.isEmpty()) {
                messages.add(Message.of(Role.SYSTEM, instructions));
            }
        }
        JsonNode turns = RequestFields.requireArray(request, "messages", "messages");
        if (turns.isEmpty()) {
            throw RequestError.invalid("messages", "'messages' is empty. Send at least one message.");
        }
        for (int i = 0; i < turns.size(); i++) {
            readTurn(turns.get(i), "messages[" + i + "]", messages);
        }
        return markedAtTheEnd(messages, CacheMarks.read(request));
    }

    private void readTurn(JsonNode turn, String place, List<Message> messages) {
        Role role =
                switch (Json.text(turn, "role")) {
                    case "user" -> Role.USER;
                    case "assistant" -> Role.ASSISTANT;
                    case "system" -> Role.SYSTEM;
                    default ->
                        throw RequestError.invalid(
                                place + ".role", place + ".role must be 'user', 'assistant' or 'system'.");
                };
        List<Part> parts = content.read(turn.path("content"), place + ".content");
        if (role == Role.USER) {
            splitAtResults(parts, messages);
        } else {
            messages.add(Message.of(role, parts));
        }
    }

    private static void splitAtResults(List<Part> parts, List<Message> messages) {
        int start = 0;
        for (int i = 1; i <= parts.size(); i++) {
            if (i == parts.size() || isResult(parts.get(i)) != isResult(parts.get(start))) {
                Role role = isResult(parts.get(start)) ? Role.TOOL : Role.USER;
                messages.add(Message.of(role, parts.subList(start, i)));
                start = i;
            }
        }
        if (parts.isEmpty()) {
            messages.add(Message.of(Role.USER, parts));
        }
    }

    private static boolean isResult(Part part) {
        return part instanceof Part.ToolResult;
    }

    /** A mark on the request as a whole means its last block. */
    private static List<Message> markedAtTheEnd(List<Message> messages, Optional<CacheMark> mark) {
        Message last = messages.getLast();
        if (mark.isPresent() && !last.parts().isEmpty()) {
            List<Part> parts = new ArrayList<>(last.parts());
            parts.add(CacheMarks.marked(parts.removeLast(), mark));
            messages.set(messages.size() - 1, new Message(last.role(), parts, last.name()));
        }
        return messages;
    }
}
