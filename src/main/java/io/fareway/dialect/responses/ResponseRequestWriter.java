package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Thinking;
import io.fareway.model.conversation.Tool;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Writes conversations as requests. Nothing is to be stored at the provider; thoughts come back encrypted instead, so that
 * the next turn can take them up.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/responses/create">create a response</a>.
 */
final class ResponseRequestWriter {

    private final Conversation conversation;
    private final WireTarget target;
    private final Losses losses;
    private final ObjectNode request = Json.object();

    ResponseRequestWriter(Conversation conversation, WireTarget target, Losses losses) {
        this.conversation = conversation;
        this.target = target;
        this.losses = losses;
    }

    ObjectNode write() {
        request.put("model", target.model());
        request.set("input", new ItemWriter(losses).write(conversation.messages()));
        request.put("store", false);
        writeTools();
        writeSampling(conversation.sampling());
        if (!(conversation.format() instanceof OutputFormat.Text)) {
            request.withObject("/text").set("format", ToolFields.format(conversation.format()));
        }
        writeThinking(conversation.thinking());
        if (!conversation.user().isEmpty()) {
            request.put("user", conversation.user());
        }
        if (target.stream()) {
            request.put("stream", true);
        }
        writeOther();
        return request;
    }

    private void writeOther() {
        conversation.other().forEach((field, value) -> {
            if (field.equals("verbosity")) {
                request.withObject("/text").set(field, value);
            } else {
                losses.lose(field);
            }
        });
    }

    private void writeTools() {
        for (Tool tool : conversation.tools()) {
            switch (tool) {
                case Tool.Hosted hosted -> losses.lose("tools (" + hosted.type() + ")");
                case Tool.Function function -> request.withArray("tools").add(ToolFields.function(function));
            }
        }
        ToolFields.choice(conversation.toolChoice()).ifPresent(choice -> request.set("tool_choice", choice));
        conversation.parallelToolCalls().ifPresent(parallel -> request.put("parallel_tool_calls", parallel));
    }

    private void writeSampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(most -> request.put("max_output_tokens", most));
        sampling.temperature().ifPresent(value -> request.put("temperature", value));
        sampling.topP().ifPresent(value -> request.put("top_p", value));
        if (sampling.logprobs()) {
            request.withArray("include").add("message.output_text.logprobs");
            sampling.topLogprobs().ifPresent(value -> request.put("top_logprobs", value));
        }
        losses.loseIf(sampling.topK().isPresent(), "top_k");
        losses.loseIf(sampling.seed().isPresent(), "seed");
        losses.loseIf(!sampling.stop().isEmpty(), "stop");
        losses.loseIf(sampling.choices() > 1, "n");
        losses.loseIf(isSet(sampling.frequencyPenalty()), "frequency_penalty");
        losses.loseIf(isSet(sampling.presencePenalty()), "presence_penalty");
    }

    private static boolean isSet(Optional<BigDecimal> penalty) {
        return penalty.isPresent() && penalty.get().signum() != 0;
    }

    /** A budget in tokens becomes the effort whose usual budget comes nearest: responses know no figure. */
    private void writeThinking(Thinking thinking) {
        if (thinking.isUnsaid() && !thinking.show()) {
            return;
        }
        ObjectNode reasoning = request.putObject("reasoning");
        String effort = effort(thinking);
        if (!effort.isEmpty()) {
            reasoning.put("effort", effort);
        }
        if (thinking.show()) {
            reasoning.put("summary", "auto");
        }
        if (!thinking.isOff()) {
            request.withArray("include").add("reasoning.encrypted_content");
        }
    }

    private static String effort(Thinking thinking) {
        if (!thinking.effort().isEmpty() || thinking.budgetTokens().isEmpty()) {
            return thinking.effort();
        }
        int budget = thinking.budgetTokens().getAsInt();
        return budget <= 2048 ? "low" : budget <= 12_288 ? "medium" : "high";
    }
}
