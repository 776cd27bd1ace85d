package io.fareway.dialect;

import io.fareway.model.Prefill;
import java.util.Set;

/**
 * What a request is written for.
 *
 * @param model the provider's own name of the model
 * @param stream whether the answer is to come as events
 * @param prefill how this deployment continues a begun answer, when the conversation ends with the model's own turn
 * @param answerTokens longest answer to ask for where the wire format demands a figure and the caller gave none
 * @param known fields that its host understands beyond the wire format
 */
public record WireTarget(String model, boolean stream, Prefill prefill, int answerTokens, Set<String> known) {

    /** One whose host understands the wire format and nothing else. */
    public WireTarget(String model, boolean stream, Prefill prefill, int answerTokens) {
        this(model, stream, prefill, answerTokens, Set.of());
    }
}
