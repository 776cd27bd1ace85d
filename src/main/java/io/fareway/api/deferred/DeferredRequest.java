package io.fareway.api.deferred;

import io.fareway.model.conversation.Dialect;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that waits, or has waited.
 *
 * @param id names it in its status address
 * @param caller who may read it; empty = anybody with a key
 * @param form what its caller has sent
 * @param reason why it waits
 * @param notBefore when it is tried next
 * @param expiresAt when nobody needs the answer any more
 * @param ending empty until it is finished
 */
record DeferredRequest(
        String id,
        String caller,
        Form form,
        String reason,
        State state,
        Instant deferredAt,
        Instant notBefore,
        Instant expiresAt,
        Optional<Ending> ending) {

    /** Name of the exchange property that holds it while it is worked on. */
    static final String PROPERTY = "deferredRequest";

    /**
     * A request as its caller has sent it.
     *
     * @param body JSON, without the wish for a stream
     * @param dialect the wire format of the body, and of the answer
     * @param address the path it came by; some dialects put the model there
     * @param task the caller's hint; empty for none
     * @param headers {@code x-fareway-*}, by their names in lower case
     * @param callback where its end is told; empty = it is asked for
     */
    record Form(
            String body,
            Dialect dialect,
            String address,
            String task,
            Map<String, String> headers,
            Optional<URI> callback) {

        Form {
            headers = Map.copyOf(headers);
        }
    }

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
