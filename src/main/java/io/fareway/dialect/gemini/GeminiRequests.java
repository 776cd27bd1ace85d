package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.RequestFields;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Conversation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads callers' requests into conversations.
 *
 * <p>Wire format: <a href="https://ai.google.dev/api/generate-content">generateContent</a>.
 */
final class GeminiRequests {

    private static final Set<String> UNDERSTOOD =
            Set.of("contents", "systemInstruction", "tools", "toolConfig", "generationConfig");

    /** They say where to find the model or how to bill it, never what it says. */
    private static final Set<String> WITHOUT_EFFECT_ON_THE_ANSWER = Set.of("model", "labels", "serviceTier");

    private GeminiRequests() {}

    /**
     * Checks what the gateway itself relies on.
     *
     * @throws RequestError that names the field at fault
     */
    static void check(JsonNode request) {
        JsonNode contents = RequestFields.requireArray(request, "contents", "contents");
        if (contents.isEmpty()) {
            throw RequestError.invalid("contents", "'contents' is empty. Send at least one content.");
        }
        for (int i = 0; i < contents.size(); i++) {
            JsonNode parts = contents.get(i).path("parts");
            if (!parts.isArray() || !onlyObjects(parts)) {
                String at = "contents[" + i + "]";
                throw RequestError.invalid(at, at + " must be an object with 'role' and an array of 'parts'.");
            }
        }
        RequestFields.checkObject(request, "generationConfig");
        RequestFields.checkObject(request, "toolConfig");
        RequestFields.checkTokenLimit(Fields.at(request, "generationConfig"), "maxOutputTokens");
    }

    private static boolean onlyObjects(JsonNode parts) {
        for (JsonNode part : parts) {
            if (!part.isObject()) {
                return false;
            }
        }
        return true;
    }

    static Conversation read(JsonNode request) {
        GenerationReader generation = GenerationReader.of(request);
        ToolReader tools = new ToolReader(request);
        return new Conversation(
                new ContentReader(generation.detail())
                        .read(Fields.at(request, "systemInstruction"), request.path("contents")),
                tools.tools(),
                tools.choice(),
                Optional.empty(),
                generation.sampling(),
                generation.format(),
                generation.thinking(),
                "",
                Map.of(),
                other(request, generation, tools));
    }

    private static Map<String, JsonNode> other(JsonNode request, GenerationReader generation, ToolReader tools) {
        Map<String, JsonNode> other = new LinkedHashMap<>();
        request.properties().forEach(field -> {
            String name = Fields.camel(field.getKey());
            boolean known = UNDERSTOOD.contains(name) || WITHOUT_EFFECT_ON_THE_ANSWER.contains(name);
            if (!known && !field.getValue().isNull()) {
                other.put(field.getKey(), field.getValue());
            }
        });
        other.putAll(generation.other());
        other.putAll(tools.other());
        return other;
    }
}
