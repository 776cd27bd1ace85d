package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which key is used while some are set aside, and for how long. */
class KeyRingTest {

    private static final ProviderKey A = new ProviderKey("A", new Secret("sk-a"));
    private static final ProviderKey B = new ProviderKey("B", new Secret("sk-b"));
    private static final Provider TWO_KEYS = Provision.provider(List.of(A, B));

    private static final Deployment MODEL = Provision.deployment("m");

    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final KeyRing keys = Provision.keys(() -> Provision.settings(TWO_KEYS), clock);

    @Test
    void next_takesTurns() {
        assertThat(Stream.generate(() -> keys.next(TWO_KEYS)).limit(4)).containsExactly(A, B, A, B);
    }

    @Test
    void setAside_isLeftOutAndTriedAgainLater() {
        keys.setAside(TWO_KEYS, A, 401);

        assertThat(Stream.generate(() -> keys.next(TWO_KEYS)).limit(3)).containsOnly(B);
        clock.advance(KeyRing.SET_ASIDE);
        assertThat(Stream.generate(() -> keys.next(TWO_KEYS)).limit(2)).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void setAside_ofOneLeavesTheProviderOpen() {
        keys.setAside(TWO_KEYS, A, 401);

        assertThat(keys.closedUntil(MODEL)).isEmpty();
    }

    @Test
    void setAside_ofAllClosesTheProviderUntilTheFirstReturns() {
        keys.setAside(TWO_KEYS, A, 401);
        clock.advance(Duration.ofMinutes(1));
        keys.setAside(TWO_KEYS, B, 402);

        assertThat(keys.closedUntil(MODEL)).contains(Instant.EPOCH.plus(KeyRing.SET_ASIDE));
        assertThat(keys.next(TWO_KEYS)).isEqualTo(A);
    }

    @Test
    void setAside_holdsForAServerWithoutKeysToo() {
        Provider open = Provision.provider(List.of());
        KeyRing ring = Provision.keys(() -> Provision.settings(open), clock);

        ring.setAside(open, ring.next(open), 403);

        assertThat(ring.closedUntil(MODEL)).contains(Instant.EPOCH.plus(KeyRing.SET_ASIDE));
    }

    @Test
    void keyOfAnotherValue_isGoodAlthoughItHasTheSameName() {
        keys.setAside(TWO_KEYS, A, 401);
        Provider mended = Provision.provider(List.of(new ProviderKey("A", new Secret("sk-new")), B));

        assertThat(keys.refusal(mended, mended.keys().getFirst())).isEmpty();
    }

    @Test
    void restore_takesAllBack() {
        keys.setAside(TWO_KEYS, A, 401);
        keys.restore("p");

        assertThat(keys.refusal(TWO_KEYS, A)).isEmpty();
    }

    @Test
    void closedUntil_knowsNothingOfAProviderThatIsGone() {
        Deployment gone = new Deployment("gone", "m", "m", 1000, "", false);

        assertThat(keys.closedUntil(gone)).isEqualTo(Optional.empty());
    }
}
