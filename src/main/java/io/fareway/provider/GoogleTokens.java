package io.fareway.provider;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.fareway.dialect.Json;
import io.fareway.model.ProviderKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tokens of Google Cloud for service accounts, by Google's own library. They are asked for at the {@code token_uri} of
 * the key file.
 *
 * <p>Source: <a href="https://developers.google.com/identity/protocols/oauth2/service-account">OAuth 2.0 for server to
 * server applications</a>.
 */
final class GoogleTokens implements TokenServer {

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final Clock clock;

    GoogleTokens(Clock clock) {
        this.clock = clock;
    }

    @Override
    public AccessToken ask(ProviderKey key) throws NoTokenException {
        GoogleCredentials account = read(key);
        Instant now = clock.instant();
        try {
            var given = account.refreshAccessToken();
            return new AccessToken(
                    given.getTokenValue(), now, given.getExpirationTime().toInstant());
        } catch (IOException failed) {
            throw none(failed);
        }
    }

    /** Without retries of its own: another candidate is asked meanwhile. */
    private static GoogleCredentials read(ProviderKey key) throws NoTokenException {
        byte[] file = key.secret().value().getBytes(StandardCharsets.UTF_8);
        try {
            return ServiceAccountCredentials.fromStream(new ByteArrayInputStream(file))
                    .createWithCustomRetryStrategy(false)
                    .createScoped(List.of(SCOPE));
        } catch (IOException | IllegalArgumentException unreadable) {
            // the library's words may quote the file
            throw NoTokenException.unusable("the key is no key file of a service account");
        }
    }

    private static NoTokenException none(IOException failed) {
        Throwable cause = Optional.ofNullable(failed.getCause()).orElse(failed);
        if (cause instanceof HttpResponseException answer) {
            return NoTokenException.answered(answer.getStatusCode(), errorIn(answer));
        }
        return NoTokenException.unavailable(FailureWords.of(cause), failed);
    }

    private static String errorIn(HttpResponseException answer) {
        return Json.parseObject(Optional.ofNullable(answer.getContent()).orElse(""))
                .map(body -> Json.text(body, "error"))
                .orElse("");
    }
}
