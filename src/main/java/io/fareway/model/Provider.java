package io.fareway.model;

import java.net.URI;
import java.util.Map;

/**
 * A company or server that runs models behind one address and one account.
 *
 * @param name the name used in deployment names, for example {@code groq}
 * @param baseUrl address up to and including the API version, for example {@code https://api.groq.com/openai/v1}
 * @param key what authenticates us there; empty for servers that ask for none
 * @param headers headers sent with every call, besides authorization
 * @param limits time and concurrency limits
 * @param simulated true for the demo providers that run inside this process
 */
public record Provider(
        String name, URI baseUrl, Secret key, Map<String, String> headers, CallLimits limits, boolean simulated) {

    public Provider {
        headers = Map.copyOf(headers);
    }
}
