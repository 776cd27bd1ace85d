package io.fareway.model.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The form that the answer must have. */
public sealed interface OutputFormat {

    /** Free text. */
    record Text() implements OutputFormat {}

    /** Any JSON object. */
    record JsonObject() implements OutputFormat {}

    /**
     * JSON that follows a schema.
     *
     * @param name the schema's name; never empty
     * @param description empty for none
     * @param strict whether the schema must be followed exactly; empty when not said
     */
    record JsonSchema(String name, String description, JsonNode schema, Optional<Boolean> strict)
            implements OutputFormat {}
}
