package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.DataUrl;
import io.fareway.dialect.Json;
import io.fareway.dialect.RequestFields;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Citation;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the contents of items, of requests and of answers. */
final class ItemReader {

    private ItemReader() {}

    /**
     * The parts of a message's {@code content} or a call's {@code output}.
     *
     * @param place where it stands, for example {@code input[0].content}
     * @throws RequestError when it is neither a text nor an array
     */
    static List<Part> content(JsonNode content, String place) {
        if (content.isTextual()) {
            return content.textValue().isEmpty() ? List.of() : List.of(new Part.Text(content.textValue()));
        }
        if (!content.isArray()) {
            throw RequestError.invalid(
                    place, place + " must be a text or an array of parts, not " + RequestFields.kind(content) + ".");
        }
        List<Part> parts = new ArrayList<>(content.size());
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            if (!part.isObject() || !part.path("type").isTextual()) {
                String at = place + "[" + i + "]";
                throw RequestError.invalid(at, at + " must be an object with a 'type'.");
            }
            parts.add(part(part));
        }
        return parts;
    }

    private static Part part(JsonNode part) {
        String type = part.path("type").textValue();
        return switch (type) {
            case "input_text", "output_text", "text" ->
                new Part.Text(Json.text(part, "text"), citations(part.path("annotations")), Optional.empty());
            case "refusal" -> new Part.Refusal(Json.text(part, "refusal"));
            case "input_image" -> new Part.Image(image(part), Json.text(part, "detail"), Optional.empty());
            case "input_file" -> new Part.Document(file(part), Json.text(part, "filename"), Optional.empty());
            case "input_audio" -> audio(part.path("input_audio"));
            default -> new Part.Other(type, part);
        };
    }

    private static Source image(JsonNode part) {
        String id = Json.text(part, "file_id");
        return id.isEmpty() ? DataUrl.read(Json.text(part, "image_url"), "") : new Source.Uploaded(id);
    }

    private static Source file(JsonNode part) {
        String id = Json.text(part, "file_id");
        if (!id.isEmpty()) {
            return new Source.Uploaded(id);
        }
        String data = Json.text(part, "file_data");
        return data.isEmpty()
                ? new Source.Remote(Json.text(part, "file_url"), "")
                : inline(DataUrl.read(data, "application/pdf"));
    }

    /** Data without the head of a data URL is a PDF, as OpenAI takes it. */
    private static Source inline(Source source) {
        return source instanceof Source.Remote bare ? new Source.Inline("application/pdf", bare.url()) : source;
    }

    private static Part audio(JsonNode audio) {
        String format = Json.text(audio, "format");
        return new Part.Audio(new Source.Inline("audio/" + format, Json.text(audio, "data")), format);
    }

    static List<Citation> citations(JsonNode annotations) {
        List<Citation> citations = new ArrayList<>();
        for (JsonNode annotation : annotations) {
            citation(annotation).ifPresent(citations::add);
        }
        return citations;
    }

    /** Only pages of the web can be told elsewhere; files are the provider's own. */
    static Optional<Citation> citation(JsonNode annotation) {
        if (!Json.text(annotation, "type").equals("url_citation")) {
            return Optional.empty();
        }
        return Optional.of(new Citation(
                Json.text(annotation, "url"),
                Json.text(annotation, "title"),
                "",
                annotation.path("start_index").asInt(-1),
                annotation.path("end_index").asInt(-1)));
    }

    /** A call; the place is for the error when its parts are missing. */
    static Part.ToolCall call(JsonNode item, String place) {
        return new Part.ToolCall(
                required(item, "call_id", place), required(item, "name", place), Json.text(item, "arguments"));
    }

    static Part.ToolResult result(JsonNode item, String place) {
        return new Part.ToolResult(
                required(item, "call_id", place),
                "",
                content(item.path("output"), place + ".output"),
                false,
                Optional.empty());
    }

    private static String required(JsonNode item, String field, String place) {
        String value = Json.text(item, field);
        if (value.isEmpty()) {
            String at = place + "." + field;
            throw RequestError.invalid(at, at + " must be a text.");
        }
        return value;
    }
}
