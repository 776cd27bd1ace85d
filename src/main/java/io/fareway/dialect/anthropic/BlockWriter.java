package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Source;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes parts of requests as content blocks. Citations of earlier turns are left out: they would have to name places that
 * other providers do not tell, and they change nothing of what was said.
 */
final class BlockWriter {

    private static final Pattern NOT_IN_IDS = Pattern.compile("[^a-zA-Z0-9_-]");

    private final Losses losses;

    BlockWriter(Losses losses) {
        this.losses = losses;
    }

    /** The block for this part; empty when there is none, which is noted unless nothing is lost. */
    Optional<ObjectNode> write(Part part, String place) {
        return switch (part) {
            case Part.Text text ->
                text(text.text()).map(block -> {
                    CacheMarks.write(text.cache(), block);
                    return block;
                });
            case Part.Refusal refusal -> text(refusal.text());
            case Part.Image image -> image(image, place);
            case Part.Document document -> document(document, place);
            case Part.Reasoning thoughts -> Thoughts.forProvider(thoughts);
            case Part.ToolCall call -> Optional.of(toolUse(call, place));
            case Part.ToolResult result -> Optional.of(toolResult(result, place));
            case Part.Audio ignored -> lost(place + " (audio)");
            case Part.Other other -> lost(place + " (" + other.type() + ")");
        };
    }

    private Optional<ObjectNode> lost(String what) {
        losses.lose(what);
        return Optional.empty();
    }

    /** Blank texts are refused by Anthropic, and say nothing. */
    private static Optional<ObjectNode> text(String text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(Json.object().put("type", "text").put("text", text));
    }

    private Optional<ObjectNode> image(Part.Image image, String place) {
        boolean wantsDetail = image.detail().equals("low") || image.detail().equals("high");
        losses.loseIf(wantsDetail, place + " (detail of the image)");
        return switch (image.source()) {
            case Source.Uploaded ignored -> lost(place + " (uploaded image)");
            case Source.Inline inline -> Optional.of(block("image", base64(inline), image));
            case Source.Remote remote -> Optional.of(block("image", url(remote), image));
        };
    }

    private static ObjectNode block(String type, ObjectNode source, Part.Image image) {
        ObjectNode block = Json.object().put("type", type);
        block.set("source", source);
        CacheMarks.write(image.cache(), block);
        return block;
    }

    private Optional<ObjectNode> document(Part.Document document, String place) {
        Optional<ObjectNode> source =
                switch (document.source()) {
                    case Source.Uploaded ignored -> lost(place + " (uploaded document)");
                    case Source.Remote remote -> Optional.of(url(remote));
                    case Source.Inline inline -> inlineDocument(inline, place);
                };
        return source.map(found -> {
            ObjectNode block = Json.object().put("type", "document");
            block.set("source", found);
            if (!document.name().isEmpty()) {
                block.put("title", document.name());
            }
            if (!document.context().isEmpty()) {
                block.put("context", document.context());
            }
            if (document.citable()) {
                block.putObject("citations").put("enabled", true);
            }
            CacheMarks.write(document.cache(), block);
            return block;
        });
    }

    /** Anthropic reads PDF and plain text; other texts are given as such, anything else cannot be. */
    private Optional<ObjectNode> inlineDocument(Source.Inline inline, String place) {
        if (inline.mediaType().equals("application/pdf")) {
            return Optional.of(base64(inline));
        }
        Optional<String> text = inline.mediaType().startsWith("text/") ? inline.text() : Optional.empty();
        return text.map(words -> Json.object()
                        .put("type", "text")
                        .put("media_type", "text/plain")
                        .put("data", words))
                .or(() -> lost(place + " (document of type " + inline.mediaType() + ")"));
    }

    private static ObjectNode base64(Source.Inline inline) {
        return Json.object()
                .put("type", "base64")
                .put("media_type", inline.mediaType())
                .put("data", inline.data());
    }

    private static ObjectNode url(Source.Remote remote) {
        return Json.object().put("type", "url").put("url", remote.url());
    }

    /** Arguments stay letter for letter what the model wrote. */
    private ObjectNode toolUse(Part.ToolCall call, String place) {
        ObjectNode block = toolUse(call);
        if (!call.arguments().isBlank() && Json.parseObject(call.arguments()).isEmpty()) {
            losses.lose(place + " (arguments that are no JSON object)");
        }
        CacheMarks.write(call.cache(), block);
        return block;
    }

    static ObjectNode toolUse(Part.ToolCall call) {
        ObjectNode block = Json.object().put("type", "tool_use").put("id", safeId(call.id()));
        block.put("name", call.name());
        if (Json.parseObject(call.arguments()).isPresent()) {
            block.putRawValue("input", new RawValue(call.arguments()));
        } else {
            block.putObject("input");
        }
        return block;
    }

    /** Ids of some providers hold characters that Anthropic refuses; call and result change alike. */
    static String safeId(String id) {
        return NOT_IN_IDS.matcher(id).replaceAll("_");
    }

    private ObjectNode toolResult(Part.ToolResult result, String place) {
        ObjectNode block = Json.object().put("type", "tool_result").put("tool_use_id", safeId(result.callId()));
        List<Part> content = result.content();
        if (content.size() == 1
                && content.getFirst() instanceof Part.Text text
                && text.cache().isEmpty()) {
            block.put("content", text.text());
        } else if (!content.isEmpty()) {
            ArrayNode blocks = block.putArray("content");
            for (int i = 0; i < content.size(); i++) {
                write(content.get(i), place + ".content[" + i + "]").ifPresent(blocks::add);
            }
        }
        if (result.failed()) {
            block.put("is_error", true);
        }
        CacheMarks.write(result.cache(), block);
        return block;
    }
}
