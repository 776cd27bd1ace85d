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
import io.fareway.model.Account;
import io.fareway.model.ProviderKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Tokens of Microsoft Entra for an application, by its client secret.
 *
 * <p>Source: <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">the client credentials
 * flow</a>.
 */
final class EntraTokens implements TokenServer {

    private static final int TIMEOUT_MS = 10_000;

    private final Account.Entra account;
    private final Clock clock;

    EntraTokens(Account.Entra account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    @Override
    public AccessToken ask(ProviderKey key) throws NoTokenException {
        Instant now = clock.instant();
        try {
            TokenResponse response = TokenResponse.parse(request(key).send());
            if (!response.indicatesSuccess()) {
                throw refused(response.toErrorResponse().getErrorObject());
            }
            var given = response.toSuccessResponse().getTokens().getAccessToken();
            return new AccessToken(given.getValue(), now, now.plusSeconds(given.getLifetime()));
        } catch (ParseException unreadable) {
            throw NoTokenException.unavailable("an answer that is no token", unreadable);
        } catch (NoTokenException refused) {
            throw refused;
        } catch (IOException failed) {
            throw NoTokenException.unavailable(FailureWords.of(failed), failed);
        }
    }

    private HTTPRequest request(ProviderKey key) {
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
        return request;
    }

    private static NoTokenException refused(ErrorObject error) {
        return NoTokenException.answered(
                error.getHTTPStatusCode(), Optional.ofNullable(error.getCode()).orElse(""));
    }
}
