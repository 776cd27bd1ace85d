package io.fareway.provider;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import io.fareway.model.Account;
import io.fareway.model.ProviderKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tokens of Microsoft Entra for an application, by its client secret.
 *
 * <p>Source: <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">the client credentials
 * flow</a>.
 */
final class EntraTokens implements AccessTokens {

    /** A token is renewed this long before it ends, so that none ends on its way. */
    static final Duration MARGIN = Duration.ofMinutes(5);

    private static final int TIMEOUT_MS = 10_000;

    private final Account.Entra account;
    private final Clock clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private final Map<ProviderKey, Held> tokens = new ConcurrentHashMap<>();

    private record Held(String token, Instant until) {}

    EntraTokens(Account.Entra account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    @Override
    public String tokenFor(ProviderKey key) throws IOException {
        renewing.lock();
        try {
            Held held = tokens.get(key);
            if (held == null || !clock.instant().isBefore(held.until())) {
                held = ask(key);
                tokens.put(key, held);
            }
            return held.token();
        } finally {
            renewing.unlock();
        }
    }

    private Held ask(ProviderKey key) throws IOException {
        HTTPRequest request = new TokenRequest.Builder(
                        account.tokenUrl(),
                        new ClientSecretPost(
                                new ClientID(account.clientId()),
                                new Secret(key.secret().value())),
                        new ClientCredentialsGrant())
                .scope(Scope.parse(account.scope()))
                .build()
                .toHTTPRequest();
        request.setConnectTimeout(TIMEOUT_MS);
        request.setReadTimeout(TIMEOUT_MS);
        AccessToken token = token(request, key);
        Duration life = Duration.ofSeconds(token.getLifetime());
        Duration good = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? life.minus(MARGIN) : life.dividedBy(2);
        return new Held(token.getValue(), clock.instant().plus(good));
    }

    private AccessToken token(HTTPRequest request, ProviderKey key) throws IOException {
        try {
            TokenResponse response = TokenResponse.parse(request.send());
            if (response.indicatesSuccess()) {
                return response.toSuccessResponse().getTokens().getAccessToken();
            }
            ErrorObject error = response.toErrorResponse().getErrorObject();
            throw refused(key, error.getHTTPStatusCode() + " " + error.getCode());
        } catch (ParseException unreadable) {
            throw refused(key, "an answer that is no token");
        }
    }

    private IOException refused(ProviderKey key, String why) {
        return new IOException(account.tokenUrl().getHost() + " gives no token for " + key.name() + ": " + why);
    }
}
