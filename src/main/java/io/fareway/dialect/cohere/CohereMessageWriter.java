package io.fareway.dialect.cohere;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.ChatParts;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Source;
import java.util.List;
import java.util.Locale;

/** Writes messages. Documents of plain text stand apart from them, under {@code documents}, where Cohere can cite them. */
final class CohereMessageWriter {

    private final Losses losses;
    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode documents = JsonNodeFactory.instance.arrayNode();

    CohereMessageWriter(Losses losses) {
        this.losses = losses;
    }

    /** Sets {@code messages} and, where there are any, {@code documents}. */
    void write(List<Message> conversation, ObjectNode request) {
        for (int i = 0; i < conversation.size(); i++) {
            write(conversation.get(i), "messages[" + i + "]");
        }
        request.set("messages", messages);
        if (!documents.isEmpty()) {
            request.set("documents", documents);
        }
    }

    private void write(Message message, String place) {
        losses.loseIf(!message.name().isEmpty(), place + ".name");
        if (message.role() == Role.TOOL) {
            message.parts().forEach(part -> ChatParts.addResult(part, messages, losses, place));
            return;
        }
        ObjectNode to = messages.addObject();
        to.put(
                "role",
                message.role() == Role.DEVELOPER
                        ? "system"
                        : message.role().name().toLowerCase(Locale.ROOT));
        if (message.role() == Role.ASSISTANT) {
            writeAnswer(message, to, place);
        } else {
            writeContent(message.parts(), to, place);
        }
    }

    private void writeAnswer(Message message, ObjectNode to, String place) {
        StringBuilder text = new StringBuilder();
        StringBuilder plan = new StringBuilder();
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text words -> text.append(words.text());
                case Part.Refusal refusal -> text.append(refusal.text());
                case Part.Reasoning thoughts -> plan.append(thoughts.text());
                case Part.ToolCall call -> writeCall(call, to.withArray("tool_calls"));
                case Part.Other other -> losses.lose(place + ".content (" + other.type() + ")");
                default -> losses.lose(place + ".content (of the assistant)");
            }
        }
        if (to.has("tool_calls") && !plan.isEmpty()) {
            to.put("tool_plan", plan.toString());
        }
        if (!text.isEmpty() || !to.has("tool_calls")) {
            to.put("content", text.toString());
        }
    }

    private static void writeCall(Part.ToolCall call, ArrayNode to) {
        to.addObject()
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    private void writeContent(List<Part> parts, ObjectNode to, String place) {
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text) {
            to.put("content", text.text());
            return;
        }
        ArrayNode content = to.putArray("content");
        for (int i = 0; i < parts.size(); i++) {
            write(parts.get(i), content, place + ".content[" + i + "]");
        }
    }

    private void write(Part part, ArrayNode to, String place) {
        switch (part) {
            case Part.Text text -> to.addObject().put("type", "text").put("text", text.text());
            case Part.Refusal refusal -> to.addObject().put("type", "text").put("text", refusal.text());
            case Part.Image image -> ChatParts.addImage(image, to, losses, place);
            case Part.Document document -> writeDocument(document, place);
            case Part.Reasoning ignored -> {}
            case Part.Audio ignored -> losses.lose(place + " (audio)");
            case Part.ToolCall ignored -> losses.lose(place + " (tool call)");
            case Part.ToolResult ignored -> losses.lose(place + " (tool result)");
            case Part.Other other -> losses.lose(place + " (" + other.type() + ")");
        }
    }

    private void writeDocument(Part.Document document, String place) {
        boolean text = document.source() instanceof Source.Inline inline
                && inline.mediaType().startsWith("text/");
        String words = text ? ((Source.Inline) document.source()).text().orElse("") : "";
        if (words.isEmpty()) {
            losses.lose(place + " (document that is no plain text)");
            return;
        }
        String id = "document " + documents.size();
        ObjectNode written = documents.addObject().put("id", id);
        ObjectNode data = written.putObject("data").put("text", words);
        if (!document.name().isEmpty()) {
            data.put("title", document.name());
        }
        if (!document.context().isEmpty()) {
            data.put("context", document.context());
        }
    }
}
