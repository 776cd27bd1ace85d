package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import io.fareway.testing.ServiceAccount;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GoogleTokensTest {

    private final ScriptedProvider server = new ScriptedProvider();
    private final GoogleTokens google = new GoogleTokens(Clock.systemUTC());

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private ProviderKey key() {
        return keyFor(server.baseUrl());
    }

    private static ProviderKey keyFor(URI tokenServer) {
        String file = new ServiceAccount().keyFile(URI.create(tokenServer + "/token"));
        return new ProviderKey("/keys/vertex.json", new Secret(file));
    }

    @Test
    void token_isAskedForAtTheKeyFilesAddress() throws NoTokenException {
        server.always(
                Replies.json(200, "", "{\"access_token\":\"ya29.one\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"));

        AccessToken token = google.ask(key());

        assertThat(token.value()).isEqualTo("ya29.one");
        assertThat(token.until()).isAfter(Instant.now().plus(Duration.ofMinutes(58)));
        assertThat(server.received().getFirst().body()).contains("grant_type=urn", "assertion=");
    }

    @Test
    void refusal_isToldWithoutTheKey() {
        server.always(Replies.json(400, "", "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT\"}"));
        ProviderKey key = key();

        NoTokenException refused = catchThrowableOfType(NoTokenException.class, () -> google.ask(key));

        assertThat(refused).hasMessage("no access token: status 400 invalid_grant");
        assertThat(refused.refusal()).hasValue(400);
    }

    @Test
    void illServer_isAskedOnceAndRefusesNothing() {
        server.always(Replies.json(503, "", "{}"));
        ProviderKey key = key();

        NoTokenException ill = catchThrowableOfType(NoTokenException.class, () -> google.ask(key));

        assertThat(ill).hasMessage("no access token: status 503");
        assertThat(ill.refusal()).isEmpty();
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void unreachableServer_isTold() {
        ProviderKey key = keyFor(URI.create("http://127.0.0.1:1"));

        assertThatThrownBy(() -> google.ask(key)).hasMessage("no access token: connection refused");
    }

    @Test
    void otherFiles_areNoKeys() {
        ProviderKey key = new ProviderKey("/keys/vertex.json", new Secret("{\"type\":\"service_account\"}"));

        assertThatThrownBy(() -> google.ask(key))
                .hasMessage("no access token: the key is no key file of a service account");
    }
}
