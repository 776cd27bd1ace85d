package io.fareway.model.choice;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller says about an answer that may come later.
 *
 * @param within how long it may take; empty = it is wanted now
 * @param callback where the end is told of a request that was put off; empty = it is asked for
 * @param headers all headers {@code x-fareway-*} as they came, so that the request is read again as it was
 */
public record Patience(Optional<Duration> within, Optional<URI> callback, Map<String, String> headers) {

    /** Nothing said. */
    public static final Patience NONE = new Patience(Optional.empty(), Optional.empty(), Map.of());

    public Patience {
        headers = Map.copyOf(headers);
    }
}
