package io.fareway.dialect;

import io.fareway.model.Prefill;

/**
 * What a request is written for.
 *
 * @param model the provider's own name of the model
 * @param stream whether the answer is to come as events
 * @param prefill how this deployment continues a begun answer, when the conversation ends with the model's own turn
 * @param answerTokens longest answer to ask for where the wire format demands a figure and the caller gave none
 */
public record WireTarget(String model, boolean stream, Prefill prefill, int answerTokens) {}
