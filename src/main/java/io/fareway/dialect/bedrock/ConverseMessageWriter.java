package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import java.util.List;
import java.util.Optional;

/** Writes messages. Turns of one side that follow each other become one: Converse wants the sides to alternate. */
final class ConverseMessageWriter {

    private static final int LONGEST_ID = 64;

    private final Losses losses;
    private final boolean claude;
    private final MediaBlocks media;
    private final ArrayNode system = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();

    ConverseMessageWriter(Losses losses, boolean claude) {
        this.losses = losses;
        this.claude = claude;
        this.media = new MediaBlocks(losses);
    }

    /** Sets {@code messages} and, where there are instructions, {@code system}. */
    void write(List<Message> conversation, ObjectNode request) {
        for (int i = 0; i < conversation.size(); i++) {
            write(conversation.get(i), "messages[" + i + "]");
        }
        if (!system.isEmpty()) {
            request.set("system", system);
        }
        request.set("messages", messages);
    }

    private void write(Message message, String place) {
        losses.loseIf(!message.name().isEmpty(), place + ".name");
        if (message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER) {
            message.parts().forEach(part -> writeInstruction(part, place));
            return;
        }
        String role = message.role() == Role.ASSISTANT ? "assistant" : "user";
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < message.parts().size(); i++) {
            write(message.parts().get(i), blocks, place + ".content[" + i + "]");
        }
        if (!blocks.isEmpty()) {
            contentOf(role).addAll(blocks);
        }
    }

    private ArrayNode contentOf(String role) {
        int last = messages.size() - 1;
        return last >= 0 && Json.text(messages.get(last), "role").equals(role)
                ? (ArrayNode) messages.get(last).path("content")
                : messages.addObject().put("role", role).putArray("content");
    }

    private void writeInstruction(Part part, String place) {
        if (part instanceof Part.Text text) {
            writeText(text, system);
        } else {
            losses.lose(place + " (instructions that are no text)");
        }
    }

    private static void writeText(Part.Text text, ArrayNode to) {
        if (!text.text().isBlank()) {
            to.addObject().put("text", text.text());
            CachePoints.write(text.cache(), to);
        }
    }

    private void write(Part part, ArrayNode to, String place) {
        switch (part) {
            case Part.Text text -> writeText(text, to);
            case Part.Refusal refusal -> to.addObject().put("text", refusal.text());
            case Part.Image image -> media.write(image, to, place);
            case Part.Document document -> media.write(document, to, place);
            case Part.Audio audio -> media.write(audio, to, place);
            case Part.Reasoning thoughts -> writeThoughts(thoughts, to);
            case Part.ToolCall call -> writeCall(call, to, place);
            case Part.ToolResult result -> writeResult(result, to, place);
            case Part.Other other -> losses.lose(place + " (" + other.type() + ")");
        }
    }

    /** Thoughts that another vendor signed, or nobody, are left out: Bedrock would refuse them. */
    private void writeThoughts(Part.Reasoning thoughts, ArrayNode to) {
        String signature = ThoughtSeals.own(thoughts.signature(), claude);
        String sealed = ThoughtSeals.own(thoughts.sealed(), claude);
        if (!signature.isEmpty()) {
            to.addObject()
                    .putObject("reasoningContent")
                    .putObject("reasoningText")
                    .put("text", thoughts.text())
                    .put("signature", signature);
        } else if (!sealed.isEmpty()) {
            to.addObject().putObject("reasoningContent").put("redactedContent", sealed);
        }
    }

    private void writeCall(Part.ToolCall call, ArrayNode to, String place) {
        Optional<ObjectNode> input =
                call.arguments().isBlank() ? Optional.of(Json.object()) : Json.parseObject(call.arguments());
        losses.loseIf(input.isEmpty(), place + " (arguments that are no JSON object)");
        to.addObject()
                .putObject("toolUse")
                .put("toolUseId", idOf(call.id()))
                .put("name", call.name())
                .set("input", input.orElseGet(Json::object));
        CachePoints.write(call.cache(), to);
    }

    private void writeResult(Part.ToolResult result, ArrayNode to, String place) {
        ObjectNode written = to.addObject().putObject("toolResult").put("toolUseId", idOf(result.callId()));
        ArrayNode content = written.putArray("content");
        for (Part part : result.content()) {
            if (part instanceof Part.Text text) {
                content.addObject().put("text", text.text());
            } else {
                write(part, content, place + ".content");
            }
        }
        if (content.isEmpty()) {
            content.addObject().put("text", "");
        }
        if (result.failed()) {
            written.put("status", "error");
        }
        CachePoints.write(result.cache(), to);
    }

    /** Converse takes letters, digits, hyphens and underscores. */
    private static String idOf(String id) {
        String plain = id.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.length() <= LONGEST_ID ? plain : plain.substring(plain.length() - LONGEST_ID);
    }
}
