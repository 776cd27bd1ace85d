package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.fareway.model.Access;
import io.fareway.model.AuthScheme;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.testing.Journeys;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import io.fareway.testing.ServiceAccount;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the client of a provider is kept, and who shares it. */
class ProviderRoutesTest {

    private final ScriptedProvider tokens = new ScriptedProvider();
    private final Timers timers = new Timers();
    private final ProviderRoutes routes = new ProviderRoutes(
            mock(Availability.class),
            Provision.keys(() -> Journeys.SETTINGS, Clock.systemUTC()),
            timers,
            Clock.systemUTC());

    @AfterEach
    void stop() throws IOException {
        timers.stop();
        tokens.close();
    }

    @Test
    void client_isKeptWhileItsProviderStaysTheSame() {
        Provider kept = Provision.provider(List.of());
        Provider edited = Provision.provider(List.of(), 2);
        ProviderHttpClient client = routes.clientOf(kept);

        routes.beans(Provision.settings(kept));
        boolean sameAfterEditElsewhere = routes.clientOf(kept) == client;
        routes.beans(Provision.settings(edited));

        assertThat(sameAfterEditElsewhere).isTrue();
        assertThat(routes.clientOf(kept)).isNotSameAs(client);
    }

    @Test
    void token_letsInCallsOfRoutesAndOthers() throws IOException {
        tokens.always(Replies.json(200, "", "{\"access_token\":\"one\",\"expires_in\":3599}"));
        String file = new ServiceAccount().keyFile(URI.create(tokens.baseUrl() + "/token"));
        ProviderKey key = new ProviderKey("google", new Secret(file));
        Provider google = google(key);
        HttpGet ofRoute = new HttpGet(google.baseUrl());

        routes.clientOf(google).letIn(ofRoute, key, Duration.ofSeconds(5));
        Map<String, String> ofOther = new AuthorizationHeaders(routes).of(google, key);

        assertThat(ofRoute.getFirstHeader(HttpHeaders.AUTHORIZATION).getValue()).isEqualTo("Bearer one");
        assertThat(ofOther).containsExactly(Map.entry(HttpHeaders.AUTHORIZATION, "Bearer one"));
        assertThat(tokens.received()).hasSize(1);
    }

    private static Provider google(ProviderKey key) {
        Provider plain = Provision.provider(List.of(key));
        return new Provider(
                plain.name(),
                plain.baseUrl(),
                plain.keys(),
                plain.headers(),
                plain.limits(),
                plain.simulated(),
                Optional.empty(),
                new Access(AuthScheme.GOOGLE, Map.of()));
    }
}
