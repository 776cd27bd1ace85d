package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Citation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Sources of an answer: {@code groundingMetadata} of searches and {@code citationMetadata} of recited texts. Gemini counts
 * positions in bytes of UTF-8.
 *
 * <p>Source: <a href="https://ai.google.dev/api/generate-content#GroundingMetadata">GroundingMetadata</a>, <a
 * href="https://ai.google.dev/api/generate-content#citationmetadata">CitationMetadata</a>.
 */
final class Grounding {

    private Grounding() {}

    /**
     * The citations of a candidate.
     *
     * @param character the character at a byte of the answer; -1 when unknown
     */
    static List<Citation> read(JsonNode candidate, IntUnaryOperator character) {
        List<Citation> citations = new ArrayList<>();
        JsonNode chunks = candidate.path("groundingMetadata").path("groundingChunks");
        for (JsonNode support : candidate.path("groundingMetadata").path("groundingSupports")) {
            JsonNode segment = support.path("segment");
            for (JsonNode index : support.path("groundingChunkIndices")) {
                JsonNode chunk = chunks.path(index.asInt());
                JsonNode source = chunk.path("web").isObject() ? chunk.path("web") : chunk.path("retrievedContext");
                citations.add(citation(source, Json.text(source, "text"), segment, character));
            }
        }
        JsonNode metadata = candidate.path("citationMetadata");
        JsonNode recited = metadata.path("citationSources").isArray()
                ? metadata.path("citationSources")
                : metadata.path("citations");
        recited.forEach(source -> citations.add(citation(source, "", source, character)));
        return citations;
    }

    private static Citation citation(JsonNode source, String cited, JsonNode range, IntUnaryOperator character) {
        return new Citation(
                Json.text(source, "uri"),
                Json.text(source, "title"),
                cited,
                character.applyAsInt(range.path("startIndex").asInt(0)),
                range.has("endIndex")
                        ? character.applyAsInt(range.path("endIndex").asInt())
                        : -1);
    }

    /** Where bytes of this text are as characters. */
    static IntUnaryOperator charactersOf(String text) {
        return target -> {
            int bytes = 0;
            int position = 0;
            while (position < text.length() && bytes < target) {
                int codePoint = text.codePointAt(position);
                bytes += bytesOf(codePoint);
                position += Character.charCount(codePoint);
            }
            return position;
        };
    }

    private static int bytesOf(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** The {@code groundingMetadata} of these citations of a text. */
    static ObjectNode write(List<Citation> citations, String text) {
        ObjectNode written = Json.object();
        ArrayNode chunks = written.putArray("groundingChunks");
        ArrayNode supports = written.putArray("groundingSupports");
        for (Citation citation : citations) {
            ObjectNode web = chunks.addObject().putObject("web");
            web.put("uri", citation.url()).put("title", citation.title());
            ObjectNode support = supports.addObject();
            ObjectNode segment = support.putObject("segment");
            if (citation.start() >= 0 && citation.end() >= citation.start() && citation.end() <= text.length()) {
                segment.put("startIndex", bytesBefore(text, citation.start()));
                segment.put("endIndex", bytesBefore(text, citation.end()));
                segment.put("text", text.substring(citation.start(), citation.end()));
            }
            support.putArray("groundingChunkIndices").add(chunks.size() - 1);
        }
        return written;
    }

    private static int bytesBefore(String text, int character) {
        return text.substring(0, character).getBytes(StandardCharsets.UTF_8).length;
    }
}
