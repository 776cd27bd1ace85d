package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.ChatParts;
import io.fareway.dialect.DataUrl;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Source;
import java.util.List;
import java.util.Locale;

/**
 * Writes messages in the chat format. Thoughts of earlier turns are left out, as are cache marks: only their own provider
 * can read the former, and OpenAI caches without the latter; neither changes what is said.
 */
final class ChatMessagesWriter {

    private final boolean ownModel;
    private final Losses losses;
    private final ArrayNode written = JsonNodeFactory.instance.arrayNode();

    /**
     * A writer of one request's messages.
     *
     * @param ownModel whether the model is one of OpenAI's, which alone know the role {@code developer}
     */
    ChatMessagesWriter(boolean ownModel, Losses losses) {
        this.ownModel = ownModel;
        this.losses = losses;
    }

    ArrayNode write(List<Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            write(messages.get(i), "messages[" + i + "]");
        }
        return written;
    }

    private void write(Message message, String place) {
        if (message.role() == Role.TOOL) {
            message.parts().forEach(part -> ChatParts.addResult(part, written, losses, place));
            return;
        }
        ObjectNode to = written.addObject();
        Role role = message.role() == Role.DEVELOPER && !ownModel ? Role.SYSTEM : message.role();
        to.put("role", role.name().toLowerCase(Locale.ROOT));
        if (!message.name().isEmpty()) {
            to.put("name", message.name());
        }
        if (message.role() == Role.ASSISTANT) {
            writeAnswer(message, to, place);
        } else {
            writeContent(message.parts(), to, place);
        }
    }

    private void writeAnswer(Message message, ObjectNode to, String place) {
        StringBuilder text = new StringBuilder();
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text words -> text.append(words.text());
                case Part.Refusal refusal -> to.put("refusal", refusal.text());
                case Part.ToolCall call -> writeCall(call, to.withArray("tool_calls"));
                case Part.Reasoning ignored -> {}
                case Part.Other other -> losses.lose(place + ".content (" + other.type() + ")");
                default -> losses.lose(place + ".content (" + part.kind() + " of the assistant)");
            }
        }
        if (text.isEmpty() && to.has("tool_calls")) {
            to.putNull("content");
        } else {
            to.put("content", text.toString());
        }
    }

    static void writeCall(Part.ToolCall call, ArrayNode calls) {
        calls.addObject()
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
            writePart(parts.get(i), content, place + ".content[" + i + "]");
        }
    }

    private void writePart(Part part, ArrayNode content, String place) {
        switch (part) {
            case Part.Text text -> content.addObject().put("type", "text").put("text", text.text());
            case Part.Image image -> ChatParts.addImage(image, content, losses, place);
            case Part.Document document -> writeDocument(document, content, place);
            case Part.Audio audio -> writeAudio(audio, content, place);
            case Part.Refusal refusal -> content.addObject().put("type", "text").put("text", refusal.text());
            case Part.Reasoning ignored -> {}
            case Part.Other other -> losses.lose(place + " (" + other.type() + ")");
            default -> losses.lose(place + " (" + part.kind() + ")");
        }
    }

    private void writeDocument(Part.Document document, ArrayNode content, String place) {
        losses.loseIf(!document.context().isEmpty(), place + " (context of the document)");
        losses.loseIf(document.citable(), place + " (citations of the document)");
        switch (document.source()) {
            case Source.Inline inline -> writeInline(document, inline, content, place);
            case Source.Remote ignored -> losses.lose(place + " (document by URL)");
            case Source.Uploaded ignored -> losses.lose(place + " (uploaded document)");
        }
    }

    private void writeInline(Part.Document document, Source.Inline inline, ArrayNode content, String place) {
        if (inline.mediaType().equals("text/plain")) {
            inline.text()
                    .ifPresentOrElse(
                            text -> content.addObject().put("type", "text").put("text", text),
                            () -> losses.lose(place + " (text that is not base64)"));
            return;
        }
        content.addObject()
                .put("type", "file")
                .putObject("file")
                .put("filename", document.name().isEmpty() ? "document.pdf" : document.name())
                .put("file_data", DataUrl.write(inline));
    }

    private void writeAudio(Part.Audio audio, ArrayNode content, String place) {
        if (audio.source() instanceof Source.Inline inline) {
            content.addObject()
                    .put("type", "input_audio")
                    .putObject("input_audio")
                    .put("data", inline.data())
                    .put("format", audio.format());
        } else {
            losses.lose(place + " (audio by URL)");
        }
    }
}
