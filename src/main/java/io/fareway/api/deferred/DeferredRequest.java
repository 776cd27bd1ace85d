package io.fareway.api.deferred;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A request that waits, or has waited.
 *
 * @param id names it in its status address
 * @param caller who may read it; empty = anybody with a key
 * @param body the request body, JSON
 * @param task the caller's hint; empty for none
 * @param reason why it waits
 * @param notBefore when it is tried next
 * @param expiresAt when nobody needs the answer any more
 * @param ending empty until it is finished
 */
record DeferredRequest(
        String id,
        String caller,
        String body,
        String task,
        String reason,
        State state,
        Instant deferredAt,
        Instant notBefore,
        Instant expiresAt,
        Optional<Ending> ending) {

    /** Name of the exchange property that holds it while it is worked on. */
    static final String PROPERTY = "deferredRequest";

    /** Where it stands. */
    enum State {
        /** For its time. */
        WAITING,
        /** A gateway works on it. */
        RUNNING,
        /** A provider has answered. */
        ANSWERED,
        /** It was refused for good. */
        FAILED,
        /** Its time was over before it could be answered. */
        EXPIRED;

        /** As the database and the status address write it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What came of it.
     *
     * @param requestId of its last try in the ledger; empty when it was never tried
     * @param status HTTP status, as the API would have answered
     * @param answer the answer or the error object, JSON
     */
    record Ending(Instant finishedAt, String requestId, int status, String answer) {}
}
