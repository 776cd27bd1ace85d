package io.fareway.model;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A company or server that runs models behind one address and one account.
 *
 * @param name the name used in deployment names, for example {@code groq}
 * @param baseUrl address up to and including the API version, for example {@code https://api.groq.com/openai/v1}
 * @param keys what authenticates us there, any of them; empty for servers that ask for none
 * @param headers headers sent with every call, besides authorization
 * @param limits time and concurrency limits
 * @param simulated true for the demo providers that run inside this process
 * @param health how it is probed; empty for providers that are not
 * @param access how the key is presented
 * @param rules what its calls are allowed beyond the limits
 * @param batch what it offers for requests that can wait; empty when it has no batch API
 */
public record Provider(
        String name,
        URI baseUrl,
        List<ProviderKey> keys,
        Map<String, String> headers,
        CallLimits limits,
        boolean simulated,
        Optional<HealthCheck> health,
        Access access,
        CallRules rules,
        Optional<BatchOffer> batch) {

    public Provider {
        keys = List.copyOf(keys);
        headers = Map.copyOf(headers);
    }

    /** A provider with the usual rules and without a batch API. */
    public Provider(
            String name,
            URI baseUrl,
            List<ProviderKey> keys,
            Map<String, String> headers,
            CallLimits limits,
            boolean simulated,
            Optional<HealthCheck> health,
            Access access) {
        this(name, baseUrl, keys, headers, limits, simulated, health, access, CallRules.USUAL, Optional.empty());
    }

    /** A provider with at most one key, a bearer token, that is not probed. */
    public Provider(
            String name, URI baseUrl, Secret key, Map<String, String> headers, CallLimits limits, boolean simulated) {
        this(
                name,
                baseUrl,
                key.isPresent() ? List.of(new ProviderKey(name, key)) : List.of(),
                headers,
                limits,
                simulated,
                Optional.empty(),
                Access.BEARER);
    }
}
