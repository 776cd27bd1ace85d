package io.fareway.dialect.openai;

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

/** Writes conversations as chat requests. */
final class ChatRequestWriter {

    private static final String TOP_K = "top_k";

    private final Conversation conversation;
    private final WireTarget target;
    private final boolean ownModel;
    private final Losses losses;
    private final ObjectNode request = Json.object();

    /**
     * A writer of one request.
     *
     * @param ownModel whether the model is one of OpenAI's
     */
    ChatRequestWriter(Conversation conversation, WireTarget target, boolean ownModel, Losses losses) {
        this.conversation = conversation;
        this.target = target;
        this.ownModel = ownModel;
        this.losses = losses;
    }

    ObjectNode write() {
        request.put("model", target.model());
        request.set("messages", new ChatMessagesWriter(ownModel, losses).write(conversation.messages()));
        writeTools();
        writeSampling(conversation.sampling());
        writeFormat();
        writeThinking(conversation.thinking());
        if (!conversation.user().isEmpty()) {
            request.put("user", conversation.user());
        }
        if (target.stream()) {
            request.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        writeOther();
        return request;
    }

    private void writeOther() {
        conversation.other().forEach((field, value) -> {
            if (field.equals(ChatRequests.VERBOSITY)) {
                request.set(field, value);
            } else {
                losses.lose(field);
            }
        });
    }

    private void writeTools() {
        if (!conversation.tools().isEmpty()) {
            ArrayNode tools = request.putArray("tools");
            conversation.tools().forEach(tool -> writeTool(tool, tools));
        }
        switch (conversation.toolChoice()) {
            case ToolChoice.Unsaid ignored -> {}
            case ToolChoice.Auto ignored -> request.put("tool_choice", "auto");
            case ToolChoice.None ignored -> request.put("tool_choice", "none");
            case ToolChoice.Required ignored -> request.put("tool_choice", "required");
            case ToolChoice.Named named ->
                request.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", named.name());
        }
        conversation.parallelToolCalls().ifPresent(parallel -> request.put("parallel_tool_calls", parallel));
    }

    private void writeTool(Tool tool, ArrayNode tools) {
        switch (tool) {
            case Tool.Hosted hosted -> losses.lose("tools (" + hosted.type() + ")");
            case Tool.Function function -> {
                ObjectNode written = tools.addObject().put("type", "function").putObject("function");
                written.put("name", function.name());
                if (!function.description().isEmpty()) {
                    written.put("description", function.description());
                }
                written.set("parameters", function.parameters());
                function.strict().ifPresent(strict -> written.put("strict", strict));
            }
        }
    }

    /** Not OpenAI's own, but of many servers of its format. */
    private void writeTopK(int most) {
        if (target.known().contains(TOP_K)) {
            request.put(TOP_K, most);
        } else {
            losses.lose(TOP_K);
        }
    }

    private void writeSampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(most -> request.put(ownModel ? "max_completion_tokens" : "max_tokens", most));
        sampling.temperature().ifPresent(value -> request.put("temperature", value));
        sampling.topP().ifPresent(value -> request.put("top_p", value));
        sampling.seed().ifPresent(value -> request.put("seed", value));
        sampling.frequencyPenalty().ifPresent(value -> request.put("frequency_penalty", value));
        sampling.presencePenalty().ifPresent(value -> request.put("presence_penalty", value));
        sampling.topK().ifPresent(this::writeTopK);
        if (sampling.choices() > 1) {
            request.put("n", sampling.choices());
        }
        if (sampling.logprobs()) {
            request.put("logprobs", true);
            sampling.topLogprobs().ifPresent(value -> request.put("top_logprobs", value));
        }
        if (!sampling.stop().isEmpty()) {
            List<String> stop = sampling.stop();
            stop.forEach(request.putArray("stop")::add);
        }
    }

    private void writeFormat() {
        switch (conversation.format()) {
            case OutputFormat.Text ignored -> {}
            case OutputFormat.JsonObject ignored ->
                request.putObject("response_format").put("type", "json_object");
            case OutputFormat.JsonSchema schema -> {
                ObjectNode written = request.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema");
                written.put("name", schema.name());
                if (!schema.description().isEmpty()) {
                    written.put("description", schema.description());
                }
                written.set("schema", schema.schema());
                schema.strict().ifPresent(strict -> written.put("strict", strict));
            }
        }
    }

    /** A budget in tokens becomes the effort whose usual budget comes nearest: chat requests know no figure. */
    private void writeThinking(Thinking thinking) {
        if (!thinking.effort().isEmpty()) {
            request.put("reasoning_effort", thinking.effort());
        } else if (thinking.budgetTokens().isPresent()) {
            int budget = thinking.budgetTokens().getAsInt();
            request.put("reasoning_effort", budget <= 2048 ? "low" : budget <= 12_288 ? "medium" : "high");
        }
    }
}
