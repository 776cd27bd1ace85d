package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Whether a schema can be asked for strictly elsewhere. Anthropic always follows the schema; OpenAI and others do so only
 * when told, and then demand that every object forbids further properties and requires all of its own: <a
 * href="https://platform.openai.com/docs/guides/structured-outputs#supported-schemas">supported schemas</a>.
 */
final class StrictSchemas {

    private StrictSchemas() {}

    /** True where strictness can be asked for, unsaid elsewhere. */
    static Optional<Boolean> strictness(JsonNode schema) {
        return isStrict(schema) ? Optional.of(true) : Optional.empty();
    }

    private static boolean isStrict(JsonNode schema) {
        if (schema.path("properties").isObject() && !isClosed(schema)) {
            return false;
        }
        for (JsonNode below : schema) {
            if (!isStrict(below)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isClosed(JsonNode schema) {
        return schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").booleanValue()
                && schema.path("required").size() == schema.path("properties").size();
    }
}
