package io.fareway.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Source;

/** Parts of messages that are written alike in OpenAI's chat completions and in Cohere's chat. */
public final class ChatParts {

    private ChatParts() {}

    /** Adds an image to a message's content. */
    public static void addImage(Part.Image image, ArrayNode content, Losses losses, String place) {
        String url =
                switch (image.source()) {
                    case Source.Inline inline -> DataUrl.write(inline);
                    case Source.Remote remote -> remote.url();
                    case Source.Uploaded ignored -> "";
                };
        if (url.isEmpty()) {
            losses.lose(place + " (uploaded image)");
            return;
        }
        ObjectNode written = content.addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put("url", url);
        if (!image.detail().isEmpty()) {
            written.put("detail", image.detail());
        }
    }

    /** Adds the message with the result of a call: its texts, one below the other. */
    public static void addResult(Part part, ArrayNode messages, Losses losses, String place) {
        if (!(part instanceof Part.ToolResult result)) {
            losses.lose(place);
            return;
        }
        String error = result.failed() ? "Error: " : "";
        StringBuilder text = new StringBuilder(error);
        for (Part content : result.content()) {
            if (content instanceof Part.Text words) {
                text.append(text.length() > error.length() ? "\n" : "").append(words.text());
            } else {
                losses.lose(place + ".content (" + content.kind() + " in a tool result)");
            }
        }
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", result.callId())
                .put("content", text.toString());
    }
}
