package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Thinking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads {@code generationConfig}.
 *
 * <p>Wire format: <a href="https://ai.google.dev/api/generate-content#generationconfig">GenerationConfig</a>.
 */
final class GenerationReader {

    private static final Set<String> UNDERSTOOD = Set.of(
            "maxOutputTokens",
            "temperature",
            "topP",
            "topK",
            "stopSequences",
            "seed",
            "candidateCount",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "presencePenalty",
            "frequencyPenalty",
            "responseLogprobs",
            "logprobs",
            "thinkingConfig");

    private final JsonNode config;

    GenerationReader(JsonNode config) {
        this.config = config;
    }

    Sampling sampling() {
        OptionalInt seed = Fields.integer(config, "seed");
        return new Sampling(
                Fields.integer(config, "maxOutputTokens"),
                Fields.decimal(config, "temperature"),
                Fields.decimal(config, "topP"),
                Fields.integer(config, "topK"),
                stop(),
                seed.isPresent() ? OptionalLong.of(seed.getAsInt()) : OptionalLong.empty(),
                Math.max(1, Fields.integer(config, "candidateCount").orElse(1)),
                Fields.decimal(config, "frequencyPenalty"),
                Fields.decimal(config, "presencePenalty"),
                Fields.at(config, "responseLogprobs").asBoolean(false),
                Fields.integer(config, "logprobs"));
    }

    private List<String> stop() {
        List<String> texts = new ArrayList<>();
        Fields.at(config, "stopSequences").forEach(text -> texts.add(text.asText()));
        return texts;
    }

    OutputFormat format() {
        JsonNode jsonSchema = Fields.at(config, "responseJsonSchema");
        JsonNode schema = Fields.at(config, "responseSchema");
        if (jsonSchema.isObject()) {
            return schema(jsonSchema);
        }
        if (schema.isObject()) {
            return schema(Schemas.fromOpenApi(schema));
        }
        return Fields.text(config, "responseMimeType").equals("application/json")
                ? new OutputFormat.JsonObject()
                : new OutputFormat.Text();
    }

    /** Gemini follows schemas exactly, and gives them no name. */
    private static OutputFormat schema(JsonNode schema) {
        return new OutputFormat.JsonSchema("answer", "", schema, Optional.of(true));
    }

    Thinking thinking() {
        JsonNode thinking = Fields.at(config, "thinkingConfig");
        OptionalInt budget = Fields.integer(thinking, "thinkingBudget");
        boolean show = Fields.at(thinking, "includeThoughts").asBoolean(false);
        if (budget.isPresent() && budget.getAsInt() == 0) {
            return Thinking.OFF;
        }
        String level = Fields.text(thinking, "thinkingLevel").toLowerCase(Locale.ROOT);
        return new Thinking(
                level.equals("thinking_level_unspecified") ? "" : level,
                budget.isPresent() && budget.getAsInt() > 0 ? budget : OptionalInt.empty(),
                show);
    }

    /** How closely images are to be seen, in OpenAI's words; empty when not said. */
    String detail() {
        return switch (Fields.text(config, "mediaResolution")) {
            case "MEDIA_RESOLUTION_LOW" -> "low";
            case "MEDIA_RESOLUTION_HIGH" -> "high";
            default -> "";
        };
    }

    /** What no other dialect knows, by its full name. */
    Map<String, JsonNode> other() {
        Map<String, JsonNode> other = new LinkedHashMap<>();
        config.properties().forEach(field -> {
            if (!isUnderstood(Fields.camel(field.getKey()), field.getValue())) {
                other.put("generationConfig." + field.getKey(), field.getValue());
            }
        });
        return other;
    }

    private boolean isUnderstood(String field, JsonNode value) {
        return switch (field) {
            case "mediaResolution" -> !detail().isEmpty() || value.asText().endsWith("UNSPECIFIED");
            case "responseModalities" ->
                value.size() == 1 && value.path(0).asText().equals("TEXT");
            case "responseMimeType" -> Set.of("text/plain", "application/json").contains(value.asText());
            default -> UNDERSTOOD.contains(field) || value.isNull();
        };
    }

    /** The reader of a request. */
    static GenerationReader of(JsonNode request) {
        JsonNode config = Fields.at(request, "generationConfig");
        return new GenerationReader(config.isObject() ? config : Json.object());
    }
}
