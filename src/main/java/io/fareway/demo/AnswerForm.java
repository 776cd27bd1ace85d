package io.fareway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fareway.demo.ChatCall.Form;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What {@code tools}, {@code tool_choice} and {@code response_format} demand of an answer. */
final class AnswerForm {

    private AnswerForm() {}

    static Form of(JsonNode request) {
        return toolCall(request.path("tools"), request.path("tool_choice"))
                .orElseGet(() -> format(request.path("response_format")));
    }

    private static Optional<Form> toolCall(JsonNode tools, JsonNode choice) {
        String named = choice.path("function").path("name").asText("");
        if (named.isEmpty() && !choice.asText("").equals("required")) {
            return Optional.empty();
        }
        Optional<JsonNode> function = StreamSupport.stream(tools.spliterator(), false)
                .map(tool -> tool.path("function"))
                .filter(tool -> named.isEmpty() || tool.path("name").asText().equals(named))
                .findFirst();
        return Optional.of(function.map(AnswerForm::callOf)
                .orElseThrow(() -> Refusal.invalid(
                        "tool_choice",
                        named.isEmpty()
                                ? "'tool_choice' is 'required', but 'tools' holds no function."
                                : "'tool_choice' names '" + named + "', which is not in 'tools'.")));
    }

    private static Form callOf(JsonNode function) {
        JsonNode parameters = function.path("parameters");
        return new Form.ToolCall(
                function.path("name").asText(),
                parameters.isObject() ? parameters : JsonNodeFactory.instance.objectNode());
    }

    private static Form format(JsonNode responseFormat) {
        return switch (responseFormat.path("type").asText("text")) {
            case "text" -> new Form.Text();
            case "json_object" -> new Form.Json(Optional.empty());
            case "json_schema" ->
                new Form.Json(Optional.of(responseFormat.path("json_schema").path("schema")));
            default ->
                throw Refusal.invalid(
                        "response_format.type", "'response_format.type' must be text, json_object or json_schema.");
        };
    }
}
