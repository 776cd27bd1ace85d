package io.fareway.dialect.cohere;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Thinking;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.util.List;
import java.util.OptionalInt;

/** Writes conversations as requests. Cache marks and the caller's own labels are left out: they change nothing in the answer. */
final class CohereRequestWriter {

    private static final int MOST_STOP_SEQUENCES = 5;

    private final Conversation conversation;
    private final WireTarget target;
    private final Losses losses;
    private final ObjectNode request = Json.object();

    CohereRequestWriter(Conversation conversation, WireTarget target, Losses losses) {
        this.conversation = conversation;
        this.target = target;
        this.losses = losses;
    }

    ObjectNode write() {
        request.put("model", target.model());
        request.put("stream", target.stream());
        new CohereMessageWriter(losses).write(conversation.messages(), request);
        writeTools();
        writeSampling(conversation.sampling());
        writeFormat();
        writeThinking(conversation.thinking());
        losses.loseIf(
                conversation.parallelToolCalls().filter(parallel -> !parallel).isPresent(), "parallel_tool_calls");
        conversation.other().keySet().forEach(losses::lose);
        return request;
    }

    /** Cohere cannot demand one function by its name, but it can demand a call and be offered no other. */
    private void writeTools() {
        ArrayNode tools = Json.object().putArray("tools");
        for (Tool tool : conversation.tools()) {
            switch (tool) {
                case Tool.Hosted hosted -> losses.lose("tools (" + hosted.type() + ")");
                case Tool.Function function -> {
                    if (isOffered(function)) {
                        writeFunction(function, tools);
                    }
                }
            }
        }
        if (tools.isEmpty()) {
            return;
        }
        request.set("tools", tools);
        switch (conversation.toolChoice()) {
            case ToolChoice.Unsaid ignored -> {}
            case ToolChoice.Auto ignored -> {}
            case ToolChoice.None ignored -> request.put("tool_choice", "NONE");
            case ToolChoice.Required ignored -> request.put("tool_choice", "REQUIRED");
            case ToolChoice.Named ignored -> request.put("tool_choice", "REQUIRED");
        }
    }

    private boolean isOffered(Tool.Function function) {
        return !(conversation.toolChoice() instanceof ToolChoice.Named named)
                || named.name().equals(function.name());
    }

    private void writeFunction(Tool.Function function, ArrayNode tools) {
        ObjectNode written = tools.addObject().put("type", "function").putObject("function");
        written.put("name", function.name());
        if (!function.description().isEmpty()) {
            written.put("description", function.description());
        }
        written.set(
                "parameters",
                function.parameters().isEmpty() ? Json.object().put("type", "object") : function.parameters());
        if (function.strict().orElse(false)) {
            request.put("strict_tools", true);
        }
    }

    private void writeSampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(most -> request.put("max_tokens", most));
        sampling.temperature().ifPresent(value -> request.put("temperature", value));
        sampling.topP().ifPresent(value -> request.put("p", value));
        sampling.topK().ifPresent(value -> request.put("k", value));
        sampling.seed().ifPresent(value -> request.put("seed", value));
        sampling.frequencyPenalty().ifPresent(value -> request.put("frequency_penalty", value));
        sampling.presencePenalty().ifPresent(value -> request.put("presence_penalty", value));
        losses.loseIf(sampling.choices() > 1, "n");
        losses.loseIf(sampling.logprobs(), "logprobs");
        List<String> stop = sampling.stop();
        losses.loseIf(stop.size() > MOST_STOP_SEQUENCES, "stop (more than " + MOST_STOP_SEQUENCES + ")");
        if (!stop.isEmpty()) {
            ArrayNode texts = request.putArray("stop_sequences");
            stop.stream().limit(MOST_STOP_SEQUENCES).forEach(texts::add);
        }
    }

    private void writeFormat() {
        switch (conversation.format()) {
            case OutputFormat.Text ignored -> {}
            case OutputFormat.JsonObject ignored ->
                request.putObject("response_format").put("type", "json_object");
            case OutputFormat.JsonSchema schema ->
                request.putObject("response_format").put("type", "json_object").set("json_schema", schema.schema());
        }
    }

    /**
     * Cohere thinks or does not; how long is a matter of its budget.
     *
     * @see <a href="https://docs.cohere.com/docs/reasoning">reasoning</a>
     */
    private void writeThinking(Thinking thinking) {
        if (thinking.isOff()) {
            request.putObject("thinking").put("type", "disabled");
        } else if (!thinking.isUnsaid()) {
            ObjectNode written = request.putObject("thinking").put("type", "enabled");
            budget(thinking).ifPresent(budget -> written.put("token_budget", budget));
        }
    }

    /** The budgets of the efforts are those of the other dialects; a high effort is left to the model. */
    private static OptionalInt budget(Thinking thinking) {
        if (thinking.budgetTokens().isPresent()) {
            return thinking.budgetTokens();
        }
        return switch (thinking.effort()) {
            case "minimal", "low" -> OptionalInt.of(2048);
            case "medium" -> OptionalInt.of(8192);
            default -> OptionalInt.empty();
        };
    }
}
