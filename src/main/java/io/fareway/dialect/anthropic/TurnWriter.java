package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import java.util.List;

/**
 * Writes messages as alternating turns of user and assistant: those that follow each other in one role become one turn, and
 * results of calls stand first in theirs, as Anthropic demands. All instructions go to {@code system}, also those that came
 * later: most models know no other place for them.
 */
final class TurnWriter {

    private final Losses losses;
    private final BlockWriter blocks;
    private final ArrayNode system = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();
    private String speaker = "";
    private ArrayNode turn = JsonNodeFactory.instance.arrayNode();
    private int results;

    TurnWriter(Losses losses) {
        this.losses = losses;
        this.blocks = new BlockWriter(losses);
    }

    void write(List<Message> messages, ObjectNode request) {
        for (int i = 0; i < messages.size(); i++) {
            write(messages.get(i), "messages[" + i + "]");
        }
        if (system.size() == 1 && system.path(0).size() == 2) {
            request.set("system", system.path(0).path("text"));
        } else if (!system.isEmpty()) {
            request.set("system", system);
        }
        request.set("messages", turns);
    }

    private void write(Message message, String place) {
        losses.loseIf(!message.name().isEmpty(), place + ".name");
        List<Part> parts = message.parts();
        for (int i = 0; i < parts.size(); i++) {
            String at = place + ".content[" + i + "]";
            switch (message.role()) {
                case SYSTEM, DEVELOPER -> instruct(parts.get(i), at);
                case ASSISTANT -> say("assistant", parts.get(i), at);
                case USER, TOOL -> say("user", parts.get(i), at);
            }
        }
    }

    private void instruct(Part part, String place) {
        if (part instanceof Part.Text) {
            blocks.write(part, place).ifPresent(system::add);
        } else {
            losses.lose(place + " (only texts can be instructions)");
        }
    }

    private void say(String role, Part part, String place) {
        blocks.write(part, place).ifPresent(block -> {
            if (!speaker.equals(role)) {
                speaker = role;
                results = 0;
                turn = turns.addObject().put("role", role).putArray("content");
            }
            if (part instanceof Part.ToolResult) {
                turn.insert(results++, block);
            } else {
                turn.add(block);
            }
        });
    }

    /** Whether the last turn is the model's own, to be continued. */
    static boolean endsWithAnswer(List<Message> messages) {
        return !messages.isEmpty() && messages.getLast().role() == Role.ASSISTANT;
    }

    /** A turn of the model of these words, to be continued. */
    static ObjectNode begun(String text) {
        return Json.object().put("role", "assistant").put("content", text);
    }
}
