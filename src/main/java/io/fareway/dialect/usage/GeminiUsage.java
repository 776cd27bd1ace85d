package io.fareway.dialect.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Metering;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code usageMetadata} object of Gemini's {@code generateContent} into disjoint classes.
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
}
