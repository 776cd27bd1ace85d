package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.CallLimits;
import io.fareway.model.Deployment;
import io.fareway.model.KeyLimits;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.RateLimits;
import io.fareway.model.Secret;
import io.fareway.model.UsageCaps;
import io.fareway.testing.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is left under each key of a provider, by the settings and by the provider's own word. */
class KeyRatesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final ProviderKey FIRST = new ProviderKey("FIRST", new Secret("1"));
    private static final ProviderKey SECOND = new ProviderKey("SECOND", new Secret("2"));
    private static final Deployment DEPLOYMENT = new Deployment("p", "m", "m", 1000, "", false);
    private static final Deployment OTHER_MODEL = new Deployment("p", "n", "n", 1000, "", false);

    private final MovableClock clock = new MovableClock(NOW);
    private final KeyRates rates =
            new KeyRates(Provision.caps(() -> Provision.settings(Provision.provider(List.of())), clock), clock);

    @Test
    void requestsPerMinute_holdForEachKeyByItself() {
        Provider provider = provider(new RateLimits(OptionalLong.of(2), OptionalLong.empty(), OptionalLong.empty()));
        rates.begin(provider, DEPLOYMENT, FIRST, 10);
        rates.begin(provider, DEPLOYMENT, FIRST, 10);

        assertThat(rates.fullUntil(provider, OTHER_MODEL, FIRST))
                .hasValueSatisfying(room -> assertThat(room).isBetween(NOW, NOW.plusSeconds(30)));
        assertThat(rates.fullUntil(provider, DEPLOYMENT, SECOND)).isEmpty();
        assertThat(rates.fullUntil(provider, DEPLOYMENT, List.of(FIRST, SECOND)))
                .isEmpty();
    }

    @Test
    void tokensPerMinute_countWhatWasUsed() {
        Provider provider =
                provider(new RateLimits(OptionalLong.empty(), OptionalLong.of(1_000), OptionalLong.empty()));
        rates.begin(provider, DEPLOYMENT, FIRST, 100);
        boolean fullAfterThePrompt =
                rates.fullUntil(provider, DEPLOYMENT, FIRST).isPresent();
        rates.end(provider, FIRST, 100_100, 100);

        assertThat(fullAfterThePrompt).isFalse();
        assertThat(rates.fullUntil(provider, DEPLOYMENT, FIRST)).isPresent();
    }

    @Test
    void providersWord_holdsForItsKeyAndModelUntilItIsOver() {
        Provider provider = provider(RateLimits.NONE);
        Map<String, String> headers =
                Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "20s");
        rates.learn(DEPLOYMENT, FIRST, name -> headers.getOrDefault(name, ""));

        assertThat(rates.fullUntil(provider, DEPLOYMENT, FIRST)).contains(NOW.plusSeconds(20));
        assertThat(rates.fullUntil(provider, DEPLOYMENT, SECOND)).isEmpty();
        assertThat(rates.fullUntil(provider, OTHER_MODEL, FIRST)).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        assertThat(rates.fullUntil(provider, DEPLOYMENT, FIRST)).isEmpty();
    }

    @Test
    void refusal_holdsForItsKeyAndModelUntilItIsOver() {
        Provider provider = provider(RateLimits.NONE);
        rates.coolDown(DEPLOYMENT, FIRST, Duration.ofSeconds(30));
        rates.coolDown(DEPLOYMENT, FIRST, Duration.ofSeconds(5));

        assertThat(rates.fullUntil(provider, DEPLOYMENT, FIRST)).contains(NOW.plusSeconds(30));
        assertThat(rates.fullUntil(provider, DEPLOYMENT, List.of(FIRST, SECOND)))
                .isEmpty();
        assertThat(rates.fullUntil(provider, OTHER_MODEL, FIRST)).isEmpty();
    }

    @Test
    void concurrentCalls_holdForEachKeyUntilOneEnds() {
        Provider provider = provider(new RateLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(1)));

        assertThat(rates.begin(provider, DEPLOYMENT, FIRST, 10)).isTrue();
        assertThat(rates.begin(provider, OTHER_MODEL, FIRST, 10)).isFalse();
        assertThat(rates.begin(provider, DEPLOYMENT, SECOND, 10)).isTrue();
        rates.end(provider, FIRST, 20, 10);
        assertThat(rates.begin(provider, OTHER_MODEL, FIRST, 10)).isTrue();
    }

    private static Provider provider(RateLimits limits) {
        Duration second = Duration.ofSeconds(1);
        return new Provider(
                "p",
                URI.create("http://localhost/v1"),
                Secret.NONE,
                Map.of(),
                new CallLimits(second, second, second, second, second, 1, new KeyLimits(limits, UsageCaps.NONE)),
                false);
    }
}
