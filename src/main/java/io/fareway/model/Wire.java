package io.fareway.model;

import io.fareway.model.conversation.Dialect;
import java.util.Optional;

/**
 * How a deployment is spoken to.
 *
 * @param format its wire format
 * @param onUnsupported what happens when that cannot say something, unless the caller says otherwise
 * @param answerTokens longest answer asked for where the wire format demands a figure and the caller gave none
 * @param edits how its host departs from the wire format
 * @param through its provider as it alone calls it; empty where it calls it like all others
 */
public record Wire(
        Dialect format, OnUnsupported onUnsupported, int answerTokens, RequestEdits edits, Optional<Provider> through) {

    /** Asked for where nothing else is configured; every current model can write as much. */
    public static final int DEFAULT_ANSWER_TOKENS = 4096;

    /** OpenAI chat completions with the usual settings. */
    public static final Wire OPENAI_CHAT = new Wire(
            Dialect.OPENAI_CHAT, OnUnsupported.REJECT, DEFAULT_ANSWER_TOKENS, RequestEdits.NONE, Optional.empty());
}
