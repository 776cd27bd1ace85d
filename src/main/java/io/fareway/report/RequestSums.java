package io.fareway.report;

/**
 * Sums over requests.
 *
 * @param requests all of them: answered, refused, cancelled and failed
 * @param failed outcome failed or uncertain
 * @param priced answered, with a known price of every attempt
 * @param compared answered, with a known cost and a known baseline
 * @param baselinePico what the baseline deployment would have charged for the compared requests, in pico-dollars
 */
record RequestSums(
        long requests,
        long answered,
        long refused,
        long cancelled,
        long failed,
        long priced,
        long compared,
        long baselinePico) {

    static final RequestSums NONE = new RequestSums(0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Both together.
     *
     * @throws ArithmeticException when the money exceeds 9.2 million USD
     */
    RequestSums plus(RequestSums other) {
        return new RequestSums(
                requests + other.requests,
                answered + other.answered,
                refused + other.refused,
                cancelled + other.cancelled,
                failed + other.failed,
                priced + other.priced,
                compared + other.compared,
                Math.addExact(baselinePico, other.baselinePico));
    }
}
