package io.fareway.dialect.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.Metering;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code usageMetadata} object of Gemini's {@code generateContent} into disjoint classes, and writes it.
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
        readAnswer(usage, tokens);
        Optional<ServiceTier> handled =
                ServiceTier.named(usage.path("trafficType").asText());
        return Optional.of(new Usage(tokens, false, new Metering(Map.of(), handled, "")));
    }

    private static void readPrompt(JsonNode usage, Map<TokenClass, Long> tokens) {
        long prompt = count(usage, "promptTokenCount");
        long cached = Math.min(prompt, count(usage, "cachedContentTokenCount"));
        long cachedAudio = Math.min(cached, modality(usage.path("cacheTokensDetails"), "AUDIO"));
        long audio = modality(usage.path("promptTokensDetails"), "AUDIO") - cachedAudio;
        long visual = visual(usage.path("promptTokensDetails")) - visual(usage.path("cacheTokensDetails"));

        long left = prompt - cached;
        audio = Math.clamp(audio, 0, left);
        visual = Math.clamp(visual, 0, left - audio);
        tokens.put(TokenClass.CACHE_READ, cached - cachedAudio);
        tokens.put(TokenClass.AUDIO_CACHE_READ, cachedAudio);
        tokens.put(TokenClass.AUDIO_INPUT, audio);
        tokens.put(TokenClass.IMAGE_INPUT, visual);
        tokens.put(TokenClass.INPUT, left - audio - visual + count(usage, "toolUsePromptTokenCount"));
    }

    private static void readAnswer(JsonNode usage, Map<TokenClass, Long> tokens) {
        long said = count(usage, "candidatesTokenCount");
        long audio = Math.min(said, modality(usage.path("candidatesTokensDetails"), "AUDIO"));
        long image = Math.min(said - audio, modality(usage.path("candidatesTokensDetails"), "IMAGE"));
        tokens.put(TokenClass.AUDIO_OUTPUT, audio);
        tokens.put(TokenClass.IMAGE_OUTPUT, image);
        tokens.put(TokenClass.OUTPUT, said - audio - image);
        tokens.put(TokenClass.REASONING, count(usage, "thoughtsTokenCount"));
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
        long cachedAudio = usage.of(TokenClass.AUDIO_CACHE_READ);
        long reasoning = usage.of(TokenClass.REASONING);
        written.put("promptTokenCount", usage.prompt());
        written.put("candidatesTokenCount", usage.answer() - reasoning);
        written.put("totalTokenCount", usage.total());
        putIfAny(written, "cachedContentTokenCount", usage.of(TokenClass.CACHE_READ) + cachedAudio);
        putIfAny(written, "thoughtsTokenCount", reasoning);
        writeDetails(
                written.putArray("promptTokensDetails"),
                usage.prompt(),
                usage.of(TokenClass.AUDIO_INPUT) + cachedAudio,
                usage.of(TokenClass.IMAGE_INPUT));
        writeDetails(
                written.putArray("cacheTokensDetails"), usage.of(TokenClass.CACHE_READ) + cachedAudio, cachedAudio, 0);
        writeDetails(
                written.putArray("candidatesTokensDetails"),
                usage.answer() - reasoning,
                usage.of(TokenClass.AUDIO_OUTPUT),
                usage.of(TokenClass.IMAGE_OUTPUT));
        return written;
    }

    private static void writeDetails(ArrayNode details, long all, long audio, long image) {
        modality(details, "TEXT", all - audio - image);
        modality(details, "AUDIO", audio);
        modality(details, "IMAGE", image);
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
