package bench.chaos;

/**
 * What a client got for one question.
 *
 * @param question what was asked
 * @param status 0 when no answer came
 * @param requestId the gateway's name for the request; empty when it told none
 * @param body as far as it came
 * @param clean whether the response ended as HTTP says: chunk of length zero, or all declared bytes
 * @param nanos from sending to the end
 */
record Received(Question question, int status, String requestId, String body, boolean clean, long nanos) {}
