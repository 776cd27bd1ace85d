package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.DataUrl;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Source;
import java.util.List;
import java.util.Locale;

/**
 * Writes messages as input items. Cache marks are left out, since OpenAI caches without them; so are citations of earlier
 * turns. Neither changes what is said.
 */
final class ItemWriter {

    private final Losses losses;
    private final ArrayNode items = JsonNodeFactory.instance.arrayNode();

    ItemWriter(Losses losses) {
        this.losses = losses;
    }

    ArrayNode write(List<Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            String place = "messages[" + i + "]";
            losses.loseIf(!message.name().isEmpty(), place + ".name");
            if (message.role() == Role.ASSISTANT || message.role() == Role.TOOL) {
                writeTurn(message.parts(), place);
            } else {
                writeMessage(message, place);
            }
        }
        return items;
    }

    private void writeMessage(Message message, String place) {
        ObjectNode item = items.addObject().put("role", message.role().name().toLowerCase(Locale.ROOT));
        List<Part> parts = message.parts();
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text) {
            item.put("content", text.text());
        } else {
            writeContent(parts, item.putArray("content"), place + ".content");
        }
    }

    private void writeContent(List<Part> parts, ArrayNode content, String place) {
        for (int i = 0; i < parts.size(); i++) {
            writePart(parts.get(i), content, place + "[" + i + "]");
        }
    }

    private void writePart(Part part, ArrayNode content, String place) {
        switch (part) {
            case Part.Text text -> content.addObject().put("type", "input_text").put("text", text.text());
            case Part.Refusal refusal ->
                content.addObject().put("type", "input_text").put("text", refusal.text());
            case Part.Image image -> writeImage(image, content, place);
            case Part.Document document -> writeDocument(document, content, place);
            case Part.Audio ignored -> losses.lose(place + " (audio)");
            case Part.Reasoning ignored -> losses.lose(place + " (thoughts outside the model's turn)");
            case Part.ToolCall ignored -> losses.lose(place + " (call outside the model's turn)");
            case Part.ToolResult ignored -> losses.lose(place + " (result among words)");
            case Part.Other other -> losses.lose(place + " (" + other.type() + ")");
        }
    }

    private void writeImage(Part.Image image, ArrayNode content, String place) {
        if (image.source() instanceof Source.Uploaded) {
            losses.lose(place + " (uploaded image)");
            return;
        }
        String url = image.source() instanceof Source.Remote remote
                ? remote.url()
                : DataUrl.write((Source.Inline) image.source());
        content.addObject()
                .put("type", "input_image")
                .put("image_url", url)
                .put("detail", image.detail().isEmpty() ? "auto" : image.detail());
    }

    private void writeDocument(Part.Document document, ArrayNode content, String place) {
        losses.loseIf(!document.context().isEmpty(), place + " (context of the document)");
        losses.loseIf(document.citable(), place + " (citations of the document)");
        switch (document.source()) {
            case Source.Uploaded ignored -> losses.lose(place + " (uploaded document)");
            case Source.Remote remote -> {
                losses.loseIf(!document.name().isEmpty(), place + " (name of a remote document)");
                content.addObject().put("type", "input_file").put("file_url", remote.url());
            }
            case Source.Inline inline ->
                content.addObject()
                        .put("type", "input_file")
                        .put("filename", document.name().isEmpty() ? "document" : document.name())
                        .put("file_data", DataUrl.write(inline));
        }
    }

    /** What the model said and what its calls brought, one item each; words that follow each other share one. */
    private void writeTurn(List<Part> parts, String place) {
        ArrayNode words = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < parts.size(); i++) {
            String at = place + ".content[" + i + "]";
            switch (parts.get(i)) {
                case Part.Text text ->
                    words(words).addObject().put("type", "output_text").put("text", text.text());
                case Part.Refusal refusal ->
                    words(words).addObject().put("type", "refusal").put("refusal", refusal.text());
                case Part.Reasoning thoughts -> {
                    words = JsonNodeFactory.instance.arrayNode();
                    ReasoningItems.forProvider(thoughts).ifPresent(items::add);
                }
                case Part.ToolCall call -> {
                    words = JsonNodeFactory.instance.arrayNode();
                    items.add(call(call));
                }
                case Part.ToolResult result -> writeResult(result, at);
                case Part.Other other -> losses.lose(at + " (" + other.type() + ")");
                case Part.Image ignored -> losses.lose(at + " (image of the assistant)");
                case Part.Document ignored -> losses.lose(at + " (document of the assistant)");
                case Part.Audio ignored -> losses.lose(at + " (audio of the assistant)");
            }
        }
    }

    private ArrayNode words(ArrayNode words) {
        if (words.isEmpty()) {
            items.addObject().put("role", "assistant").set("content", words);
        }
        return words;
    }

    static ObjectNode call(Part.ToolCall call) {
        return Json.object()
                .put("type", "function_call")
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", call.arguments().isEmpty() ? "{}" : call.arguments());
    }

    /** There is no field for a failed tool: the words have to say it. */
    private void writeResult(Part.ToolResult result, String place) {
        ObjectNode item = items.addObject().put("type", "function_call_output").put("call_id", result.callId());
        String error = result.failed() ? "Error: " : "";
        List<Part> content = result.content();
        if (content.stream().allMatch(part -> part instanceof Part.Text) && content.size() < 2) {
            item.put(
                    "output",
                    error + (content.isEmpty() ? "" : content.getFirst().words()));
            return;
        }
        ArrayNode output = item.putArray("output");
        if (!error.isEmpty()) {
            output.addObject().put("type", "input_text").put("text", error.strip());
        }
        writeContent(content, output, place + ".content");
    }
}
