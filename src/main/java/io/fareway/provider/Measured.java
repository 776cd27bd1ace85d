package io.fareway.provider;

import java.util.OptionalLong;

/**
 * What one deployment did lately. Where there are few calls, figures lean towards what is usual, so that a deployment
 * that nobody has called is neither first nor last: a share or mean is {@code (sum + weight * usual) / (calls + weight)}.
 *
 * @param calls that succeeded or failed by the deployment's doing
 * @param successRate share of them that succeeded, 0 to 1
 * @param firstToken time to the first token of streamed answers
 * @param wholeAnswer duration of plain calls
 * @param tokensPerSecond answer tokens by second, once the answer has begun
 * @param answerTokens mean length of an answer in tokens
 * @param cacheShare share of prompt tokens that the provider's cache served, 0 to 1
 */
public record Measured(
        long calls,
        double successRate,
        Latency firstToken,
        Latency wholeAnswer,
        double tokensPerSecond,
        double answerTokens,
        double cacheShare) {

    /** Fewer calls than this say nothing about the 95th percentile. */
    public static final int ENOUGH_FOR_P95 = 5;

    static final double USUAL_SUCCESS_RATE = 0.98;
    static final double USUAL_FIRST_TOKEN_MILLIS = 1_000;
    static final double USUAL_TOKENS_PER_SECOND = 50;
    static final double USUAL_ANSWER_TOKENS = 256;

    /** How many calls the usual figure of latency and success is worth. */
    static final int USUAL_WEIGHT = 3;

    /** How many answers the usual length is worth: lengths scatter more. */
    static final int USUAL_LENGTH_WEIGHT = 20;

    /** Of a deployment that was not called lately. */
    public static final Measured NOTHING = new Measured(
            0, USUAL_SUCCESS_RATE, Latency.NONE, Latency.NONE, USUAL_TOKENS_PER_SECOND, USUAL_ANSWER_TOKENS, 0);

    /**
     * Percentiles in milliseconds.
     *
     * @param calls how many were measured
     */
    public record Latency(long calls, long p50, long p95, long p99) {

        /** Nothing measured. */
        public static final Latency NONE = new Latency(0, 0, 0, 0);

        private double leaning(double usual) {
            return (calls * (double) p50 + USUAL_WEIGHT * usual) / (calls + USUAL_WEIGHT);
        }

        private OptionalLong reliableP95() {
            return calls < ENOUGH_FOR_P95 ? OptionalLong.empty() : OptionalLong.of(p95);
        }
    }

    /** Expected ms until the first token of a streamed answer. */
    public long expectedFirstTokenMillis() {
        return Math.round(firstToken.leaning(USUAL_FIRST_TOKEN_MILLIS));
    }

    /** Expected ms until the end of a plain answer; from first token and tokens per second where none was measured. */
    public long expectedWholeMillis() {
        double begunAndSpoken = firstToken.leaning(USUAL_FIRST_TOKEN_MILLIS) + 1_000 * answerTokens / tokensPerSecond;
        return Math.round(wholeAnswer.leaning(begunAndSpoken));
    }

    /** Measured p95 in ms: until the first token, or until the end of a plain answer; empty for too few calls. */
    public OptionalLong p95Millis(boolean streamed) {
        return (streamed ? firstToken : wholeAnswer).reliableP95();
    }
}
