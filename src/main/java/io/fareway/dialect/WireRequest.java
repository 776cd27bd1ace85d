package io.fareway.dialect;

import java.util.Map;

/**
 * A request ready to be sent.
 *
 * @param path address below the provider's base URL, with its query, for example {@code /chat/completions}
 * @param headers headers that this wire format needs, besides content type and authorization
 * @param body JSON
 */
public record WireRequest(String path, Map<String, String> headers, byte[] body) {

    public WireRequest {
        headers = Map.copyOf(headers);
    }

    /** A request without headers of its own. */
    public WireRequest(String path, byte[] body) {
        this(path, Map.of(), body);
    }
}
