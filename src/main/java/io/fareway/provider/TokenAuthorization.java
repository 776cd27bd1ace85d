package io.fareway.provider;

import io.fareway.model.ProviderKey;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** A bearer token that is exchanged for the key. */
record TokenAuthorization(AccessTokens tokens) implements Authorization {

    @Override
    public void authorize(HttpUriRequestBase call, ProviderKey key) throws IOException {
        Authorization.bearer(call, tokens.tokenFor(key));
    }
}
