package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fareway.model.Account;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntraTokensTest {

    private static final ProviderKey KEY = new ProviderKey("AZURE_CLIENT_SECRET", new Secret("s3cret"));
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final ScriptedProvider server = new ScriptedProvider();
    private final EntraTokens entra = tokensOf(server.baseUrl());

    private static EntraTokens tokensOf(URI tokenServer) {
        return new EntraTokens(
                new Account.Entra(
                        URI.create(tokenServer + "/tenant/oauth2/v2.0/token"),
                        "app-1",
                        "https://cognitiveservices.azure.com/.default"),
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void token_isAskedForByTheClientCredentialsGrant() throws NoTokenException {
        server.always(
                Replies.json(200, "", "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"one\"}"));

        AccessToken token = entra.ask(KEY);

        assertThat(token).isEqualTo(new AccessToken("one", NOON, NOON.plusSeconds(3600)));
        assertThat(server.received().getFirst().body())
                .contains("grant_type=client_credentials", "client_id=app-1", "client_secret=s3cret")
                .contains("scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default");
    }

    @Test
    void refusal_isToldWithoutTheSecret() {
        server.always(Replies.json(401, "", "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215\"}"));

        NoTokenException refused = catchThrowableOfType(NoTokenException.class, () -> entra.ask(KEY));

        assertThat(refused).hasMessage("no access token: status 401 invalid_client");
        assertThat(refused.refusal()).hasValue(401);
    }

    @Test
    void answerThatIsNoToken_refusesNothing() {
        server.always(Replies.raw(200, "text/html", "", "<html>sign in</html>"));

        NoTokenException none = catchThrowableOfType(NoTokenException.class, () -> entra.ask(KEY));

        assertThat(none).hasMessage("no access token: an answer that is no token");
        assertThat(none.refusal()).isEmpty();
    }

    @Test
    void unreachableServer_isTold() {
        EntraTokens unreachable = tokensOf(NOBODY);

        assertThatThrownBy(() -> unreachable.ask(KEY)).hasMessage("no access token: connection refused");
    }
}
