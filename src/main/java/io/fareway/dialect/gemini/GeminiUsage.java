package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes {@code usageMetadata}.
 *
 * <p>Source: <a href="https://ai.google.dev/api/generate-content#UsageMetadata">UsageMetadata</a>. {@code
 * promptTokenCount} includes {@code cachedContentTokenCount}; {@code candidatesTokenCount} excludes {@code
 * thoughtsTokenCount}; {@code toolUsePromptTokenCount} lies outside {@code promptTokenCount} and is charged as prompt;
 * the {@code ...TokensDetails} lists split a count by modality. Images and video share a class: Google prices them
 * alike. In a stream the last chunk's object counts.
 */
public final class GeminiUsage {

    private GeminiUsage() {}

    /**
     * The usage in normal form.
     *
     * @param usage the {@code usageMetadata} value of an answer or of a stream's last chunk
     * @return empty when there is no such object or it lacks the prompt's count
     */
    public static Optional<Usage> read(JsonNode usage) {
        if (!usage.path("promptTokenCount").canConvertToLong()) {
            return Optional.empty();
        }
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        readPrompt(usage, tokens);
        long said = count(usage, "candidatesTokenCount");
        long audio = Math.min(said, modality(usage.path("candidatesTokensDetails"), "AUDIO"));
        tokens.put(TokenClass.AUDIO_OUTPUT, audio);
        tokens.put(TokenClass.OUTPUT, said - audio);
        tokens.put(TokenClass.REASONING, count(usage, "thoughtsTokenCount"));
        return Optional.of(new Usage(tokens, false));
    }

    private static void readPrompt(JsonNode usage, Map<TokenClass, Long> tokens) {
        JsonNode details = usage.path("promptTokensDetails");
        JsonNode cachedDetails = usage.path("cacheTokensDetails");
        long prompt = count(usage, "promptTokenCount");
        long cached = Math.min(prompt, count(usage, "cachedContentTokenCount"));
        long left = prompt - cached;
        long audio = Math.clamp(modality(details, "AUDIO") - modality(cachedDetails, "AUDIO"), 0, left);
        long visual = Math.clamp(visual(details) - visual(cachedDetails), 0, left - audio);
        tokens.put(TokenClass.CACHE_READ, cached);
        tokens.put(TokenClass.AUDIO_INPUT, audio);
        tokens.put(TokenClass.IMAGE_INPUT, visual);
        tokens.put(TokenClass.INPUT, left - audio - visual + count(usage, "toolUsePromptTokenCount"));
    }

    private static long visual(JsonNode details) {
        return modality(details, "IMAGE") + modality(details, "VIDEO");
    }

    private static long modality(JsonNode details, String name) {
        long sum = 0;
        for (JsonNode entry : details) {
            sum += entry.path("modality").asText().equals(name) ? count(entry, "tokenCount") : 0;
        }
        return sum;
    }

    private static long count(JsonNode object, String field) {
        return Math.max(0, object.path(field).asLong());
    }

    /** The same as Gemini's callers read it. */
    public static ObjectNode write(Usage usage) {
        ObjectNode written = Json.object();
        long reasoning = usage.of(TokenClass.REASONING);
        written.put("promptTokenCount", usage.prompt());
        written.put("candidatesTokenCount", usage.answer() - reasoning);
        written.put("totalTokenCount", usage.total());
        putIfAny(written, "cachedContentTokenCount", usage.of(TokenClass.CACHE_READ));
        putIfAny(written, "thoughtsTokenCount", reasoning);
        writeDetails(usage, written);
        return written;
    }

    private static void writeDetails(Usage usage, ObjectNode written) {
        long audio = usage.of(TokenClass.AUDIO_INPUT);
        long image = usage.of(TokenClass.IMAGE_INPUT);
        if (audio + image > 0) {
            ArrayNode details = written.putArray("promptTokensDetails");
            modality(details, "TEXT", usage.prompt() - audio - image);
            modality(details, "AUDIO", audio);
            modality(details, "IMAGE", image);
        }
        long spoken = usage.of(TokenClass.AUDIO_OUTPUT);
        if (spoken > 0) {
            ArrayNode details = written.putArray("candidatesTokensDetails");
            modality(details, "TEXT", usage.of(TokenClass.OUTPUT));
            modality(details, "AUDIO", spoken);
        }
    }

    private static void modality(ArrayNode details, String name, long tokens) {
        if (tokens > 0) {
            details.addObject().put("modality", name).put("tokenCount", tokens);
        }
    }

    private static void putIfAny(ObjectNode written, String field, long tokens) {
        if (tokens > 0) {
            written.put(field, tokens);
        }
    }
}
