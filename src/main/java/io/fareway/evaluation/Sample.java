package io.fareway.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of one call.
 *
 * @param prompt id of the prompt
 * @param error why there is no answer; empty when there is one
 * @param answer its words
 * @param checked each check of the prompt; empty without an answer
 * @param firstTokenMillis from sending
 * @param betweenTokensMicros mean time between two tokens; empty for an answer of fewer than two
 * @param millis from sending to the end
 * @param outputTokens as the ledger has them
 * @param usd what it costs; empty when unknown
 */
record Sample(
        String prompt,
        String error,
        String answer,
        List<Checked> checked,
        OptionalLong firstTokenMillis,
        OptionalLong betweenTokensMicros,
        long millis,
        long outputTokens,
        Optional<BigDecimal> usd) {

    Sample {
        checked = List.copyOf(checked);
    }

    /**
     * A check that was made.
     *
     * @param objection what is wrong with the answer; empty when it passes
     */
    record Checked(String label, Optional<String> objection) {}

    boolean isAnswered() {
        return error.isEmpty();
    }

    boolean passes() {
        return isAnswered()
                && checked.stream().allMatch(check -> check.objection().isEmpty());
    }
}
