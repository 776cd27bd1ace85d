package io.fareway.dialect.replicate;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Sampling;

/** Writes how the answer is to be drawn, as far as the model has fields for it. */
final class SamplingFields {

    private final InputFields fields;
    private final Losses losses;
    private final ObjectNode input;

    SamplingFields(InputFields fields, Losses losses, ObjectNode input) {
        this.fields = fields;
        this.losses = losses;
        this.input = input;
    }

    void write(Sampling sampling) {
        sampling.maxTokens().ifPresent(this::writeMaxTokens);
        sampling.temperature().ifPresent(value -> put("temperature", DecimalNode.valueOf(value)));
        sampling.topP().ifPresent(value -> put("top_p", DecimalNode.valueOf(value)));
        sampling.topK().ifPresent(value -> put("top_k", IntNode.valueOf(value)));
        sampling.seed().ifPresent(value -> put("seed", LongNode.valueOf(value)));
        sampling.frequencyPenalty().ifPresent(value -> put("frequency_penalty", DecimalNode.valueOf(value)));
        sampling.presencePenalty().ifPresent(value -> put("presence_penalty", DecimalNode.valueOf(value)));
        writeStop(sampling);
        losses.loseIf(sampling.choices() > 1, "n");
        losses.loseIf(sampling.logprobs(), "logprobs");
    }

    private void put(String field, ValueNode value) {
        if (fields.sampling().contains(field)) {
            input.set(field, value);
        } else {
            losses.lose(field);
        }
    }

    private void writeMaxTokens(int most) {
        if (most < fields.fewestTokens()) {
            losses.lose("max_tokens (below " + fields.fewestTokens() + ")");
        } else {
            input.put(fields.maxTokens(), most);
        }
    }

    private void writeStop(Sampling sampling) {
        if (sampling.stop().isEmpty()) {
            return;
        }
        if (!fields.sampling().contains("stop")) {
            losses.lose("stop");
        } else if (sampling.stop().stream().anyMatch(text -> text.contains(","))) {
            losses.lose("stop (with a comma)");
        } else {
            input.put("stop_sequences", String.join(",", sampling.stop()));
        }
    }
}
