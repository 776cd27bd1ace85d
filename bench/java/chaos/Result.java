package bench.chaos;

/**
 * A question with its end.
 *
 * @param requestId the gateway's name for the request; empty when it told none
 * @param nanos from sending to the end
 */
record Result(Question question, String requestId, Verdict verdict, int status, long nanos) {}
