package io.fareway.provider;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.fareway.model.ProviderKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens of Google Cloud for service accounts, by Google's own library, which keeps and renews them. They are asked for
 * at the {@code token_uri} of the key file.
 *
 * <p>Source: <a href="https://developers.google.com/identity/protocols/oauth2/service-account">OAuth 2.0 for server to
 * server applications</a>.
 */
final class GoogleTokens implements AccessTokens {

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final Map<ProviderKey, GoogleCredentials> accounts = new ConcurrentHashMap<>();

    @Override
    public String tokenFor(ProviderKey key) throws IOException {
        GoogleCredentials account = accounts.get(key);
        if (account == null) {
            account = read(key);
            accounts.put(key, account);
        }
        try {
            account.refreshIfExpired();
        } catch (IOException refused) {
            throw new IOException("Google gives no token for " + key.name() + ": " + refused.getMessage(), refused);
        }
        return account.getAccessToken().getTokenValue();
    }

    private static GoogleCredentials read(ProviderKey key) throws IOException {
        byte[] file = key.secret().value().getBytes(StandardCharsets.UTF_8);
        try {
            return ServiceAccountCredentials.fromStream(new ByteArrayInputStream(file))
                    .createScoped(List.of(SCOPE));
        } catch (IOException | IllegalArgumentException unreadable) {
            // the library's words may quote the file
            throw new IOException(key.name() + " is no key file of a service account");
        }
    }
}
