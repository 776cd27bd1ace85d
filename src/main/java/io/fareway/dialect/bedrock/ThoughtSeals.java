package io.fareway.dialect.bedrock;

import io.fareway.dialect.Seals;
import io.fareway.model.conversation.Dialect;

/**
 * Signatures of thoughts. Those of Claude are <a
 * href="https://docs.claude.com/en/docs/build-with-claude/extended-thinking">valid on every platform that runs it</a>.
 */
final class ThoughtSeals {

    private ThoughtSeals() {}

    /** The signature as Bedrock can read it; empty when it cannot. */
    static String own(String signature, boolean claude) {
        if (Seals.isFrom(Dialect.BEDROCK, signature)) {
            return Seals.unmark(Dialect.BEDROCK, signature);
        }
        return claude && Seals.isFrom(Dialect.ANTHROPIC, signature) ? Seals.unmark(Dialect.ANTHROPIC, signature) : "";
    }

    static String mark(String signature) {
        return Seals.mark(Dialect.BEDROCK, signature);
    }
}
