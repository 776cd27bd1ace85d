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
 */
record LineAnswer(int status, String requestId, byte[] body, Optional<Duration> retryAfter, boolean gatewayBusy) {

    /** Whether this is an answer rather than an error. */
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
