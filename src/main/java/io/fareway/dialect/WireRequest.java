package io.fareway.dialect;

import java.util.Map;
import java.util.Optional;

/**
 * A request ready to be sent.
 *
 * @param path address below the provider's base URL, with its query, for example {@code /chat/completions}
 * @param headers headers that this wire format needs, besides content type and authorization
 * @param body JSON
 * @param followUp how the answer is had that does not come at once; empty where it does
 */
public record WireRequest(String path, Map<String, String> headers, byte[] body, Optional<FollowUp> followUp) {

    public WireRequest {
        headers = Map.copyOf(headers);
    }

    /** A request that is answered at once. */
    public WireRequest(String path, Map<String, String> headers, byte[] body) {
        this(path, headers, body, Optional.empty());
    }

    /** A request without headers of its own. */
    public WireRequest(String path, byte[] body) {
        this(path, Map.of(), body);
    }
}
