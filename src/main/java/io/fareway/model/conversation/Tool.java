package io.fareway.model.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Something that the model may call. */
public sealed interface Tool {

    /**
     * A function of the caller.
     *
     * @param description empty for none
     * @param parameters JSON Schema of the arguments; an empty object for a function without any
     * @param strict whether the arguments must follow the schema exactly; empty when not said
     */
    record Function(
            String name, String description, JsonNode parameters, Optional<Boolean> strict, Optional<CacheMark> cache)
            implements Tool {}

    /**
     * A tool that the provider runs itself, such as a web search: known to one dialect only.
     *
     * @param type the type word of that dialect
     */
    record Hosted(String type, JsonNode json) implements Tool {}
}
