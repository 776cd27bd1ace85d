package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.math.BigDecimal;
import java.util.Optional;

/** Writes conversations as requests. The caller's own labels are left out: they change nothing in the answer. */
final class ConverseRequestWriter {

    private final Conversation conversation;
    private final WireTarget target;
    private final Losses losses;
    private final ObjectNode request = Json.object();

    ConverseRequestWriter(Conversation conversation, WireTarget target, Losses losses) {
        this.conversation = conversation;
        this.target = target;
        this.losses = losses;
    }

    ObjectNode write() {
        ModelFields model = new ModelFields(target, losses);
        new ConverseMessageWriter(losses, model.isClaude()).write(conversation.messages(), request);
        ObjectNode inference = inference(conversation.sampling());
        ObjectNode additional = model.write(conversation, inference);
        if (!inference.isEmpty()) {
            request.set("inferenceConfig", inference);
        }
        if (!additional.isEmpty()) {
            request.set("additionalModelRequestFields", additional);
        }
        writeTools();
        writeFormat();
        loseWhatHasNoPlace();
        return request;
    }

    private static ObjectNode inference(Sampling sampling) {
        ObjectNode inference = Json.object();
        sampling.maxTokens().ifPresent(most -> inference.put("maxTokens", most));
        sampling.temperature().ifPresent(value -> inference.put("temperature", value));
        sampling.topP().ifPresent(value -> inference.put("topP", value));
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(inference.putArray("stopSequences")::add);
        }
        return inference;
    }

    private void loseWhatHasNoPlace() {
        Sampling sampling = conversation.sampling();
        losses.loseIf(sampling.seed().isPresent(), "seed");
        losses.loseIf(sampling.choices() > 1, "n");
        losses.loseIf(sampling.logprobs(), "logprobs");
        losses.loseIf(isSet(sampling.frequencyPenalty()), "frequency_penalty");
        losses.loseIf(isSet(sampling.presencePenalty()), "presence_penalty");
        losses.loseIf(
                conversation.parallelToolCalls().filter(parallel -> !parallel).isPresent(), "parallel_tool_calls");
        conversation.other().keySet().forEach(losses::lose);
    }

    private static boolean isSet(Optional<BigDecimal> penalty) {
        return penalty.isPresent() && penalty.get().signum() != 0;
    }

    /** Converse cannot forbid calls, but tools that are not offered cannot be called. */
    private void writeTools() {
        boolean forbidden = conversation.toolChoice() instanceof ToolChoice.None;
        if (conversation.tools().isEmpty()) {
            return;
        }
        if (forbidden && !hasCalls()) {
            return;
        }
        losses.loseIf(forbidden, "tool_choice (none, after calls)");
        ArrayNode tools = Json.object().putArray("tools");
        conversation.tools().forEach(tool -> writeTool(tool, tools));
        if (tools.isEmpty()) {
            return;
        }
        ObjectNode config = request.putObject("toolConfig");
        config.set("tools", tools);
        switch (conversation.toolChoice()) {
            case ToolChoice.Unsaid ignored -> {}
            case ToolChoice.None ignored -> {}
            case ToolChoice.Auto ignored -> config.putObject("toolChoice").putObject("auto");
            case ToolChoice.Required ignored -> config.putObject("toolChoice").putObject("any");
            case ToolChoice.Named named ->
                config.putObject("toolChoice").putObject("tool").put("name", named.name());
        }
    }

    private boolean hasCalls() {
        return conversation.messages().stream()
                .flatMap(message -> message.parts().stream())
                .anyMatch(part -> part instanceof Part.ToolCall || part instanceof Part.ToolResult);
    }

    private void writeTool(Tool tool, ArrayNode tools) {
        switch (tool) {
            case Tool.Hosted hosted -> losses.lose("tools (" + hosted.type() + ")");
            case Tool.Function function -> {
                ObjectNode spec = tools.addObject().putObject("toolSpec").put("name", function.name());
                if (!function.description().isEmpty()) {
                    spec.put("description", function.description());
                }
                ObjectNode schema = function.parameters().isEmpty()
                        ? Json.object().put("type", "object")
                        : (ObjectNode) function.parameters();
                spec.putObject("inputSchema").set("json", schema);
                function.strict().filter(strict -> strict).ifPresent(strict -> spec.put("strict", true));
                function.cache().ifPresent(mark -> CachePoints.write(Optional.of(mark), tools));
            }
        }
    }

    /**
     * Schemas go as text.
     *
     * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html">structured output</a>
     */
    private void writeFormat() {
        switch (conversation.format()) {
            case OutputFormat.Text ignored -> {}
            case OutputFormat.JsonObject ignored -> losses.lose("response_format (json_object)");
            case OutputFormat.JsonSchema schema -> {
                ObjectNode format = request.putObject("outputConfig")
                        .putObject("textFormat")
                        .put("type", "json_schema");
                ObjectNode written = format.putObject("structure").putObject("jsonSchema");
                written.put("schema", schema.schema().toString()).put("name", schema.name());
                if (!schema.description().isEmpty()) {
                    written.put("description", schema.description());
                }
            }
        }
    }
}
