package io.fareway.batch;

import java.time.Duration;
import java.util.Optional;

/**
 * What the route {@code batch-line} made of one line.
 *
 * @param status HTTP status, as the API would have answered
 * @param requestId id of the request in the ledger; empty when the body was refused before it became one
 * @param body the answer or OpenAI's error object
 * @param retryAfter when it makes sense to send the line again; empty when the answer is final
 * @param gatewayBusy whether it is the gateway itself that asks to wait, rather than its providers
 * @param rateLimited whether a provider has asked for fewer calls on the way, even if another one answered then
 */
record LineAnswer(
        int status,
        String requestId,
        byte[] body,
        Optional<Duration> retryAfter,
        boolean gatewayBusy,
        boolean rateLimited,
        LineCost cost) {

    /** An answer that cost nothing. */
    LineAnswer(int status, String requestId, byte[] body, Optional<Duration> retryAfter, boolean gatewayBusy) {
        this(status, requestId, body, retryAfter, gatewayBusy, false, LineCost.NONE);
    }

    /** Whether this is an answer rather than an error. */
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The same, at a cost that includes earlier rounds. */
    LineAnswer costing(LineCost total) {
        return new LineAnswer(status, requestId, body, retryAfter, gatewayBusy, rateLimited, total);
    }
}
