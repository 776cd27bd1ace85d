package io.fareway.provider;

import io.fareway.model.Account;
import io.fareway.model.AuthScheme;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpHeaders;

/** Shows a provider on whose account a call is made. */
@FunctionalInterface
interface Authorization {

    /**
     * Adds what lets the call in, after everything else of it is set.
     *
     * @param patience how long the call may wait for it
     * @throws IOException when it takes a token and none is given
     */
    void authorize(HttpUriRequestBase call, ProviderKey key, Duration patience) throws IOException;

    /**
     * Takes in that the provider does not accept what was shown for a key.
     *
     * @return whether something else will be shown the next time
     */
    default boolean renew(ProviderKey key) {
        return false;
    }

    /** The way of this provider. */
    static Authorization of(Provider provider, Clock clock) {
        AuthScheme scheme = provider.access().scheme();
        return switch (scheme) {
            case BEARER -> (call, key, patience) -> bearer(call, key.secret().value());
            case X_API_KEY ->
                (call, key, patience) ->
                        call.setHeader("x-api-key", key.secret().value());
            case API_KEY ->
                (call, key, patience) -> call.setHeader("api-key", key.secret().value());
            case X_GOOG_API_KEY ->
                (call, key, patience) ->
                        call.setHeader("x-goog-api-key", key.secret().value());
            case X_PORTKEY_API_KEY ->
                (call, key, patience) ->
                        call.setHeader("x-portkey-api-key", key.secret().value());
            case SIGV4 -> new SigV4Authorization(account(provider, Account.Aws.class), clock);
            case GOOGLE -> tokens(new GoogleTokens(clock), clock);
            case ENTRA -> tokens(new EntraTokens(account(provider, Account.Entra.class), clock), clock);
        };
    }

    /** Sends this token. */
    static void bearer(HttpUriRequestBase call, String token) {
        call.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }

    private static Authorization tokens(TokenServer server, Clock clock) {
        return new TokenAuthorization(new KeptTokens(server, clock));
    }

    private static <T extends Account> T account(Provider provider, Class<T> type) {
        if (type.isInstance(provider.access().account())) {
            return type.cast(provider.access().account());
        }
        throw new IllegalArgumentException(
                provider.name() + " needs an account of type " + type.getSimpleName() + " in its settings");
    }
}
