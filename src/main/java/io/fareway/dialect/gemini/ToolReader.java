package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code tools} and {@code toolConfig}.
 *
 * <p>Wire format: <a href="https://ai.google.dev/api/caching#Tool">Tool</a>, <a
 * href="https://ai.google.dev/api/caching#FunctionCallingConfig">FunctionCallingConfig</a>.
 */
final class ToolReader {

    private static final Set<String> OF_FUNCTIONS =
            Set.of("name", "description", "parameters", "parametersJsonSchema", "response", "responseJsonSchema");

    private final JsonNode tools;
    private final JsonNode config;
    private final String mode;
    private final List<String> allowed = new ArrayList<>();

    ToolReader(JsonNode request) {
        this.tools = request.path("tools");
        this.config = Fields.at(request, "toolConfig");
        JsonNode calling = Fields.at(config, "functionCallingConfig");
        this.mode = Fields.text(calling, "mode");
        Fields.at(calling, "allowedFunctionNames").forEach(name -> allowed.add(name.asText()));
    }

    /** Tools that may not be called are left out, except where one alone is demanded by its name. */
    List<Tool> tools() {
        List<Tool> read = new ArrayList<>();
        for (JsonNode tool : tools) {
            tool.properties().forEach(field -> {
                if (Fields.camel(field.getKey()).equals("functionDeclarations")) {
                    field.getValue().forEach(function -> addFunction(function, read));
                } else {
                    read.add(new Tool.Hosted(Fields.camel(field.getKey()), field.getValue()));
                }
            });
        }
        return read;
    }

    private void addFunction(JsonNode function, List<Tool> read) {
        String name = Fields.text(function, "name");
        boolean several = allowed.size() > 1;
        if (several && !allowed.contains(name)) {
            return;
        }
        Optional<String> unknown = function.properties().stream()
                .map(field -> Fields.camel(field.getKey()))
                .filter(field -> !OF_FUNCTIONS.contains(field))
                .findFirst();
        if (unknown.isPresent()) {
            read.add(new Tool.Hosted("function with " + unknown.get(), function));
            return;
        }
        read.add(new Tool.Function(
                name,
                Fields.text(function, "description"),
                parameters(function),
                mode.equals("VALIDATED") ? Optional.of(true) : Optional.empty(),
                Optional.empty()));
    }

    private static JsonNode parameters(JsonNode function) {
        JsonNode jsonSchema = Fields.at(function, "parametersJsonSchema");
        if (jsonSchema.isObject()) {
            return jsonSchema;
        }
        JsonNode schema = Fields.at(function, "parameters");
        return schema.isObject() ? Schemas.fromOpenApi(schema) : Json.object();
    }

    ToolChoice choice() {
        return switch (mode) {
            case "AUTO", "VALIDATED" -> new ToolChoice.Auto();
            case "NONE" -> new ToolChoice.None();
            case "ANY" -> allowed.size() == 1 ? new ToolChoice.Named(allowed.getFirst()) : new ToolChoice.Required();
            default -> new ToolChoice.Unsaid();
        };
    }

    /** What no other dialect knows, by its full name. */
    Map<String, JsonNode> other() {
        Map<String, JsonNode> other = new LinkedHashMap<>();
        config.properties().forEach(field -> {
            if (!Fields.camel(field.getKey()).equals("functionCallingConfig")) {
                other.put("toolConfig." + field.getKey(), field.getValue());
            }
        });
        return other;
    }
}
