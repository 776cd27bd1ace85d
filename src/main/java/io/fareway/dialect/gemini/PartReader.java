package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Seals;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Reads parts of a content.
 *
 * <p>Wire format: <a href="https://ai.google.dev/api/caching#Part">Part</a>.
 */
final class PartReader {

    private static final Set<String> UNDERSTOOD =
            Set.of("text", "thought", "thoughtSignature", "functionCall", "functionResponse", "inlineData", "fileData");

    private static final Set<String> RESULT_FIELDS = Set.of("id", "name", "response", "parts");

    private final BinaryOperator<String> callId;
    private final BinaryOperator<String> resultId;
    private final UnaryOperator<String> signature;
    private final String detail;

    /**
     * A reader of parts.
     *
     * @param callId names a call by the id that it carries, or none, and its function
     * @param resultId finds the call of a result in the same way
     * @param signature reads a thought signature
     * @param detail the detail in which images are to be seen; empty when not asked for
     */
    PartReader(
            BinaryOperator<String> callId,
            BinaryOperator<String> resultId,
            UnaryOperator<String> signature,
            String detail) {
        this.callId = callId;
        this.resultId = resultId;
        this.signature = signature;
        this.detail = detail;
    }

    /** What this part says: a signed text is a text and its signature. */
    List<Part> read(JsonNode part) {
        Optional<String> unknown = unknownField(part);
        if (unknown.isPresent()) {
            return List.of(new Part.Other(unknown.get(), part));
        }
        if (Fields.at(part, "text").isTextual()) {
            return text(part);
        }
        JsonNode call = Fields.at(part, "functionCall");
        if (call.isObject()) {
            return List.of(call(part, call));
        }
        JsonNode result = Fields.at(part, "functionResponse");
        if (result.isObject()) {
            return List.of(result(part, result));
        }
        JsonNode inline = Fields.at(part, "inlineData");
        if (inline.isObject()) {
            Source source = new Source.Inline(Fields.text(inline, "mimeType"), Fields.text(inline, "data"));
            return List.of(media(part, source, Fields.text(inline, "mimeType"), Fields.text(inline, "displayName")));
        }
        JsonNode file = Fields.at(part, "fileData");
        if (file.isObject()) {
            return List.of(media(part, file(file), Fields.text(file, "mimeType"), Fields.text(file, "displayName")));
        }
        return part.isEmpty() ? List.of() : List.of(new Part.Other("part", part));
    }

    private static Optional<String> unknownField(JsonNode part) {
        return part.properties().stream()
                .map(field -> Fields.camel(field.getKey()))
                .filter(field -> !UNDERSTOOD.contains(field))
                .findFirst();
    }

    private List<Part> text(JsonNode part) {
        String text = Fields.text(part, "text");
        String seal = signature.apply(Fields.text(part, "thoughtSignature"));
        if (Fields.at(part, "thought").asBoolean(false)) {
            return List.of(new Part.Reasoning(text, seal, ""));
        }
        List<Part> parts = new ArrayList<>(2);
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
        if (!seal.isEmpty()) {
            parts.add(new Part.Reasoning("", seal, ""));
        }
        return parts;
    }

    private Part call(JsonNode part, JsonNode call) {
        String name = Fields.text(call, "name");
        JsonNode arguments = Fields.at(call, "args");
        return new Part.ToolCall(
                callId.apply(Fields.text(call, "id"), name),
                name,
                arguments.isObject() ? arguments.toString() : "{}",
                signature.apply(Fields.text(part, "thoughtSignature")),
                Optional.empty());
    }

    private Part result(JsonNode part, JsonNode result) {
        boolean plain = result.properties().stream().allMatch(field -> RESULT_FIELDS.contains(field.getKey()));
        if (!plain) {
            return new Part.Other("functionResponse", part);
        }
        String name = Fields.text(result, "name");
        String id = resultId.apply(Fields.text(result, "id"), name);
        JsonNode response = result.path("response");
        boolean failed = isOnly(response, "error");
        String text = failed || isOnly(response, "output")
                ? response.elements().next().textValue()
                : response.isMissingNode() ? "" : response.toString();
        List<Part> content = new ArrayList<>();
        content.add(new Part.Text(text));
        result.path("parts").forEach(more -> content.addAll(read(more)));
        return new Part.ToolResult(id, name, content, failed, Optional.empty());
    }

    /** The form in which {@link ContentWriter} says a plain text. */
    private static boolean isOnly(JsonNode response, String field) {
        return response.size() == 1 && response.path(field).isTextual();
    }

    private Part media(JsonNode part, Source source, String type, String name) {
        if (type.startsWith("image/")) {
            return new Part.Image(source, detail, Optional.empty());
        }
        if (type.startsWith("audio/")) {
            return new Part.Audio(source, type.substring("audio/".length()));
        }
        if (type.startsWith("video/") || type.isEmpty()) {
            return new Part.Other(type.isEmpty() ? "file of unknown type" : "video", part);
        }
        return new Part.Document(source, name, Optional.empty());
    }

    private static Source file(JsonNode file) {
        String uri = Fields.text(file, "fileUri");
        return GeminiFiles.isUploaded(uri)
                ? new Source.Uploaded(uri)
                : new Source.Remote(uri, Fields.text(file, "mimeType"));
    }

    /** What the model said in one content. */
    static List<Part> readAll(PartReader reader, JsonNode content) {
        List<Part> parts = new ArrayList<>();
        Fields.at(content, "parts").forEach(part -> parts.addAll(reader.read(part)));
        return parts;
    }

    /** Reads a provider's answer. */
    static PartReader ofAnswer(AnswerCallIds ids) {
        return new PartReader(
                (given, name) -> ids.next(given), (given, name) -> given, seal -> Seals.mark(Dialect.GEMINI, seal), "");
    }
}
