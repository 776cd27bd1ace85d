package io.fareway.provider;

import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.Header;
import org.springframework.stereotype.Component;

/**
 * The headers that let calls in which do not go through a route. Not for signatures ({@code auth: sigv4}), which hold for
 * one call only.
 */
@Component
public class AuthorizationHeaders {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ProviderRoutes clients;

    AuthorizationHeaders(ProviderRoutes clients) {
        this.clients = clients;
    }

    /**
     * The headers for a call now. Where they take a token, that is waited for half a minute.
     *
     * @throws IOException when it takes a token and none is given
     */
    public Map<String, String> of(Provider provider, ProviderKey key) throws IOException {
        HttpUriRequestBase call = new HttpGet(provider.baseUrl());
        clients.clientOf(provider).letIn(call, key, PATIENCE);
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : call.getHeaders()) {
            headers.put(header.getName(), header.getValue());
        }
        return headers;
    }
}
