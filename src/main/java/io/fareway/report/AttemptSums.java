package io.fareway.report;

/**
 * Sums over attempts.
 *
 * @param failed outcome failed or uncertain
 * @param simulated sent to demo providers
 * @param estimated whose tokens the gateway counted because the provider did not say
 * @param unpriced that answered or used tokens at an unknown price
 * @param tokens of all attempts
 * @param unpricedTokens the part of them used at an unknown price
 * @param costPico cost of all attempts with a known price, in pico-dollars
 * @param comparedCostPico the part of it that saving counts: attempts of compared requests, see
 *     {@link RequestSums#compared()}, and of requests without an answer whose cost is known
 * @param answeringCostPico the part of that spent on attempts that ended in an answer
 * @param unansweredCostPico the part of it spent on attempts that did not end in an answer
 */
record AttemptSums(
        long attempts,
        long answered,
        long failed,
        long simulated,
        long estimated,
        long unpriced,
        TokenSums tokens,
        long unpricedTokens,
        long costPico,
        long comparedCostPico,
        long answeringCostPico,
        long unansweredCostPico) {

    static final AttemptSums NONE = new AttemptSums(0, 0, 0, 0, 0, 0, TokenSums.NONE, 0, 0, 0, 0, 0);

    /**
     * Both together.
     *
     * @throws ArithmeticException when the money exceeds 9.2 million USD
     */
    AttemptSums plus(AttemptSums other) {
        return new AttemptSums(
                attempts + other.attempts,
                answered + other.answered,
                failed + other.failed,
                simulated + other.simulated,
                estimated + other.estimated,
                unpriced + other.unpriced,
                tokens.plus(other.tokens),
                unpricedTokens + other.unpricedTokens,
                Math.addExact(costPico, other.costPico),
                Math.addExact(comparedCostPico, other.comparedCostPico),
                Math.addExact(answeringCostPico, other.answeringCostPico),
                Math.addExact(unansweredCostPico, other.unansweredCostPico));
    }

    /** Tokens of prompts, all classes. */
    long tokensIn() {
        return tokens.in();
    }

    /** Tokens of answers, all classes. */
    long tokensOut() {
        return tokens.out();
    }
}
