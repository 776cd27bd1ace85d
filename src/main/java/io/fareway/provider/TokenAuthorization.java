package io.fareway.provider;

import io.fareway.model.ProviderKey;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** A bearer token that is exchanged for the key. */
record TokenAuthorization(KeptTokens tokens) implements Authorization {

    @Override
    public void authorize(HttpUriRequestBase call, ProviderKey key, Duration patience) throws NoTokenException {
        Authorization.bearer(call, tokens.tokenFor(key, patience));
    }

    @Override
    public boolean renew(ProviderKey key) {
        return tokens.drop(key);
    }
}
