package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Source;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes parts. What signs the words before it becomes the signature of their part. */
final class PartWriter {

    private final UnaryOperator<String> id;
    private final UnaryOperator<String> signature;
    private final Losses losses;

    /**
     * A writer of parts.
     *
     * @param id the id of a call as the reader of this is to know it; empty for none
     * @param signature a thought signature as the reader of this is to know it; empty for none
     */
    PartWriter(UnaryOperator<String> id, UnaryOperator<String> signature, Losses losses) {
        this.id = id;
        this.signature = signature;
        this.losses = losses;
    }

    /** For callers, who keep everything for us. */
    static PartWriter forCallers() {
        return new PartWriter(UnaryOperator.identity(), Signatures::write, new Losses());
    }

    void write(Part part, ArrayNode to, String place) {
        switch (part) {
            case Part.Text text -> writeText(text.text(), to);
            case Part.Refusal refusal -> writeText(refusal.text(), to);
            case Part.Reasoning thoughts -> writeThoughts(thoughts, to);
            case Part.ToolCall call -> writeCall(call, to, place);
            case Part.Image image -> writeMedia(image.source(), "", to, place + " (image)");
            case Part.Document document -> writeDocument(document, to, place);
            case Part.Audio audio -> writeMedia(audio.source(), "audio/" + audio.format(), to, place + " (audio)");
            case Part.Other other -> losses.lose(place + " (" + other.type() + ")");
            case Part.ToolResult ignored -> losses.lose(place + " (tool result)");
        }
    }

    private static void writeText(String text, ArrayNode to) {
        if (!text.isEmpty()) {
            to.addObject().put("text", text);
        }
    }

    private void writeThoughts(Part.Reasoning thoughts, ArrayNode to) {
        String seal = signature.apply(thoughts.signature());
        if (!thoughts.text().isEmpty()) {
            ObjectNode written = to.addObject().put("text", thoughts.text()).put("thought", true);
            putSignature(written, seal);
        } else if (!seal.isEmpty()) {
            boolean follows = to.size() > 0 && to.get(to.size() - 1).has("text");
            ObjectNode written = follows
                    ? (ObjectNode) to.get(to.size() - 1)
                    : to.addObject().put("text", "");
            putSignature(written, seal);
        }
    }

    private static void putSignature(ObjectNode part, String seal) {
        if (!seal.isEmpty()) {
            part.put("thoughtSignature", seal);
        }
    }

    private void writeCall(Part.ToolCall call, ArrayNode to, String place) {
        Optional<ObjectNode> arguments = arguments(call.arguments());
        losses.loseIf(arguments.isEmpty(), place + " (arguments that are no JSON object)");
        ObjectNode part = to.addObject();
        ObjectNode written = part.putObject("functionCall");
        if (!id.apply(call.id()).isEmpty()) {
            written.put("id", id.apply(call.id()));
        }
        written.put("name", call.name());
        written.set("args", arguments.orElseGet(Json::object));
        putSignature(part, signature.apply(call.signature()));
    }

    /** The arguments of a call; empty when the model wrote no object. */
    static Optional<ObjectNode> arguments(String written) {
        return written.isBlank() ? Optional.of(Json.object()) : Json.parseObject(written);
    }

    private void writeDocument(Part.Document document, ArrayNode to, String place) {
        losses.loseIf(!document.context().isEmpty(), place + " (context of the document)");
        losses.loseIf(document.citable(), place + " (citations of the document)");
        writeMedia(document.source(), "", to, place + " (document)");
    }

    /** A picture, document or sound. */
    void writeMedia(Source source, String otherwise, ArrayNode to, String place) {
        switch (source) {
            case Source.Inline inline ->
                to.addObject()
                        .putObject("inlineData")
                        .put("mimeType", inline.mediaType())
                        .put("data", inline.data());
            case Source.Remote remote -> writeFile(remote.url(), mediaType(remote, otherwise), to);
            case Source.Uploaded uploaded -> {
                if (GeminiFiles.isUploaded(uploaded.fileId())) {
                    writeFile(uploaded.fileId(), GeminiFiles.typeOf(uploaded.fileId()), to);
                } else {
                    losses.lose(place + " uploaded elsewhere");
                }
            }
        }
    }

    private static String mediaType(Source.Remote remote, String otherwise) {
        if (!remote.mediaType().isEmpty()) {
            return remote.mediaType();
        }
        String byName = GeminiFiles.typeOf(remote.url());
        return byName.isEmpty() ? otherwise : byName;
    }

    private static void writeFile(String uri, String mediaType, ArrayNode to) {
        ObjectNode file = to.addObject().putObject("fileData").put("fileUri", uri);
        if (!mediaType.isEmpty()) {
            file.put("mimeType", mediaType);
        }
    }
}
