package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.Account;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntraTokensTest {

    private static final ProviderKey KEY = new ProviderKey("AZURE_CLIENT_SECRET", new Secret("s3cret"));
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final ScriptedProvider server = new ScriptedProvider();
    private final Account.Entra account = new Account.Entra(
            URI.create(server.baseUrl() + "/tenant/oauth2/v2.0/token"),
            "app-1",
            "https://cognitiveservices.azure.com/.default");

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void token_isAskedForByTheClientCredentialsGrant() throws IOException {
        server.always(token("one", 3600));

        String token = new EntraTokens(account, at(NOON)).tokenFor(KEY);

        assertThat(token).isEqualTo("one");
        assertThat(server.received().getFirst().body())
                .contains("grant_type=client_credentials", "client_id=app-1", "client_secret=s3cret")
                .contains("scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default");
    }

    @Test
    void token_isKeptUntilShortlyBeforeItsEnd() throws IOException {
        server.next(token("one", 3600), token("two", 3600));
        MovableClock clock = new MovableClock(NOON);
        EntraTokens tokens = new EntraTokens(account, clock);

        String first = tokens.tokenFor(KEY);
        clock.now = NOON.plus(Duration.ofMinutes(54));
        String kept = tokens.tokenFor(KEY);
        clock.now = NOON.plus(Duration.ofMinutes(56));
        String renewed = tokens.tokenFor(KEY);

        assertThat(first).isEqualTo("one");
        assertThat(kept).isEqualTo("one");
        assertThat(renewed).isEqualTo("two");
    }

    @Test
    void refusal_namesServerAndErrorButNotTheSecret() {
        server.always(Replies.json(401, "", "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215\"}"));

        EntraTokens tokens = new EntraTokens(account, at(NOON));

        assertThatThrownBy(() -> tokens.tokenFor(KEY))
                .isInstanceOf(IOException.class)
                .hasMessage("127.0.0.1 gives no token for AZURE_CLIENT_SECRET: 401 invalid_client");
    }

    private static ScriptedProvider.Reply token(String token, int seconds) {
        return Replies.json(
                200,
                "",
                "{\"token_type\":\"Bearer\",\"expires_in\":" + seconds + ",\"access_token\":\"" + token + "\"}");
    }

    private static Clock at(Instant moment) {
        return Clock.fixed(moment, ZoneOffset.UTC);
    }

    private static final class MovableClock extends Clock {

        private Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
