package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.util.Optional;

/** Fields that requests hold and answers repeat: tools, their choice, the form of the answer. */
final class ToolFields {

    private ToolFields() {}

    /** Here, other than in chat completions, functions are strict unless told otherwise. */
    static ObjectNode function(Tool.Function function) {
        ObjectNode written = Json.object().put("type", "function").put("name", function.name());
        if (!function.description().isEmpty()) {
            written.put("description", function.description());
        }
        written.set("parameters", function.parameters());
        written.put("strict", function.strict().orElse(false));
        return written;
    }

    /** The choice; empty when it was not said. */
    static Optional<JsonNode> choice(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Unsaid ignored -> Optional.empty();
            case ToolChoice.Auto ignored -> Optional.of(TextNode.valueOf("auto"));
            case ToolChoice.None ignored -> Optional.of(TextNode.valueOf("none"));
            case ToolChoice.Required ignored -> Optional.of(TextNode.valueOf("required"));
            case ToolChoice.Named named ->
                Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "function")
                        .put("name", named.name()));
        };
    }

    /** The value of {@code text.format}. */
    static ObjectNode format(OutputFormat format) {
        return switch (format) {
            case OutputFormat.Text ignored -> Json.object().put("type", "text");
            case OutputFormat.JsonObject ignored -> Json.object().put("type", "json_object");
            case OutputFormat.JsonSchema schema -> {
                ObjectNode written = Json.object().put("type", "json_schema").put("name", schema.name());
                if (!schema.description().isEmpty()) {
                    written.put("description", schema.description());
                }
                written.set("schema", schema.schema());
                schema.strict().ifPresent(strict -> written.put("strict", strict));
                yield written;
            }
        };
    }
}
