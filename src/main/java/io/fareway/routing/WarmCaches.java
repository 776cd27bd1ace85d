package io.fareway.routing;

import io.fareway.model.Journey;
import java.time.Instant;
import java.util.Optional;

/** Knows at which deployment the beginning of a request is probably still in the prompt cache. */
public interface WarmCaches {

    /** The deployment where the cache of the request's session is warm; empty for none. */
    Optional<WarmCache> of(Journey journey, Instant now);

    /**
     * A warm prompt cache.
     *
     * @param deployment its name
     * @param cachedTokens how many tokens of the prompt are expected from it
     * @param until when the provider forgets, if the session is silent until then
     */
    record WarmCache(String deployment, long cachedTokens, Instant until) {}
}
