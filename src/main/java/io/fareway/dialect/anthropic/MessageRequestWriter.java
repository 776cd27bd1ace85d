package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.WireTarget;
import io.fareway.model.Prefill;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Writes conversations as requests. A caller's own labels ({@code metadata}) are left out: they say nothing to the model.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages/create">create a message</a>, <a
 * href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">structured outputs</a>.
 */
final class MessageRequestWriter {

    private final Conversation conversation;
    private final WireTarget target;
    private final Losses losses;
    private final ObjectNode request = Json.object();

    MessageRequestWriter(Conversation conversation, WireTarget target, Losses losses) {
        this.conversation = conversation;
        this.target = target;
        this.losses = losses;
    }

    ObjectNode write() {
        request.put("model", target.model());
        int most = conversation.sampling().maxTokens().orElse(target.answerTokens());
        request.put("max_tokens", most);
        new TurnWriter(losses).write(conversation.messages(), request);
        writeTools();
        writeToolChoice();
        writeFormat();
        boolean thinks = new ThinkingWriter(conversation, target.model(), losses).write(most, request);
        writeSampling(conversation.sampling(), thinks);
        if (!conversation.user().isEmpty()) {
            request.putObject("metadata").put("user_id", conversation.user());
        }
        if (target.stream()) {
            request.put("stream", true);
        }
        if (target.prefill() == Prefill.NONE && TurnWriter.endsWithAnswer(conversation.messages())) {
            losses.lose("messages[" + (conversation.messages().size() - 1) + "] (a last turn of the model)");
        }
        conversation.other().keySet().forEach(losses::lose);
        return request;
    }

    private void writeTools() {
        for (Tool tool : conversation.tools()) {
            switch (tool) {
                case Tool.Hosted hosted -> losses.lose("tools (" + hosted.type() + ")");
                case Tool.Function function -> writeFunction(function, request.withArray("tools"));
            }
        }
    }

    private static void writeFunction(Tool.Function function, ArrayNode tools) {
        ObjectNode written = tools.addObject().put("name", function.name());
        if (!function.description().isEmpty()) {
            written.put("description", function.description());
        }
        ObjectNode schema = Json.object().put("type", "object");
        if (function.parameters() instanceof ObjectNode parameters) {
            schema.setAll(parameters);
        }
        written.set("input_schema", schema);
        function.strict().ifPresent(strict -> written.put("strict", strict));
        CacheMarks.write(function.cache(), written);
    }

    private void writeToolChoice() {
        if (!request.has("tools")) {
            return;
        }
        ObjectNode choice = Json.object();
        switch (conversation.toolChoice()) {
            case ToolChoice.Unsaid ignored -> {
                if (conversation.parallelToolCalls().isPresent()) {
                    choice.put("type", "auto");
                }
            }
            case ToolChoice.Auto ignored -> choice.put("type", "auto");
            case ToolChoice.None ignored -> choice.put("type", "none");
            case ToolChoice.Required ignored -> choice.put("type", "any");
            case ToolChoice.Named named -> choice.put("type", "tool").put("name", named.name());
        }
        if (!(conversation.toolChoice() instanceof ToolChoice.None)) {
            conversation.parallelToolCalls().ifPresent(parallel -> choice.put("disable_parallel_tool_use", !parallel));
        }
        if (!choice.isEmpty()) {
            request.set("tool_choice", choice);
        }
    }

    /** The schema's name and description are for people; following it strictly is all that Anthropic knows. */
    private void writeFormat() {
        switch (conversation.format()) {
            case OutputFormat.Text ignored -> {}
            case OutputFormat.JsonObject ignored -> losses.lose("response_format (json_object)");
            case OutputFormat.JsonSchema schema ->
                request.withObject("/output_config")
                        .putObject("format")
                        .put("type", "json_schema")
                        .set("schema", schema.schema());
        }
    }

    /** Numbers that say what is the default anyway stay unsaid: newer models refuse both at once, and with thinking. */
    private void writeSampling(Sampling sampling, boolean thinks) {
        sampling.temperature().filter(MessageRequestWriter::isNotOne).ifPresent(value -> {
            if (value.compareTo(BigDecimal.ONE) > 0) {
                losses.lose("temperature (above 1)");
            } else if (thinks) {
                losses.lose("temperature (together with thinking)");
            } else {
                request.put("temperature", value);
            }
        });
        sampling.topP().filter(MessageRequestWriter::isNotOne).ifPresent(value -> request.put("top_p", value));
        sampling.topK().ifPresent(value -> {
            if (thinks) {
                losses.lose("top_k (together with thinking)");
            } else {
                request.put("top_k", value);
            }
        });
        List<String> stop = sampling.stop();
        if (!stop.isEmpty()) {
            stop.forEach(request.putArray("stop_sequences")::add);
        }
        losses.loseIf(sampling.seed().isPresent(), "seed");
        losses.loseIf(sampling.choices() > 1, "n");
        losses.loseIf(isSet(sampling.frequencyPenalty()), "frequency_penalty");
        losses.loseIf(isSet(sampling.presencePenalty()), "presence_penalty");
        losses.loseIf(sampling.logprobs(), "logprobs");
    }

    private static boolean isNotOne(BigDecimal value) {
        return value.compareTo(BigDecimal.ONE) != 0;
    }

    private static boolean isSet(Optional<BigDecimal> penalty) {
        return penalty.isPresent() && penalty.get().signum() != 0;
    }
}
