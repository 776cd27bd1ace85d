package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptTokensTest {

    private static final ProviderKey KEY = new ProviderKey("AZURE_CLIENT_SECRET", new Secret("s3cret"));
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LIFE = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-06-01T12:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean refusing;

    private AccessToken number(ProviderKey key) throws NoTokenException {
        int number = asked.incrementAndGet();
        if (refusing) {
            throw NoTokenException.answered(503, "");
        }
        return new AccessToken(
                "token-" + number, clock.instant(), clock.instant().plus(LIFE));
    }

    private final KeptTokens tokens = new KeptTokens(this::number, clock);

    @Test
    void manyCallsAtOnce_askOnce() throws Exception {
        CountDownLatch allCalled = new CountDownLatch(1);
        KeptTokens slow = new KeptTokens(
                key -> {
                    awaitUninterrupted(allCalled);
                    return number(key);
                },
                clock);
        List<Future<String>> given = new ArrayList<>();

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                given.add(callers.submit(() -> slow.tokenFor(KEY, PATIENCE)));
            }
            allCalled.countDown();
        }

        for (Future<String> one : given) {
            assertThat(one.get()).isEqualTo("token-1");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void token_isKeptWhileItIsFresh() throws NoTokenException {
        tokens.tokenFor(KEY, PATIENCE);
        clock.advance(Duration.ofMinutes(54));

        assertThat(tokens.tokenFor(KEY, PATIENCE)).isEqualTo("token-1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void tokenNearItsEnd_isUsedWhileANewOneIsAskedFor() throws NoTokenException {
        tokens.tokenFor(KEY, PATIENCE);
        clock.advance(Duration.ofMinutes(56));

        String meanwhile = tokens.tokenFor(KEY, PATIENCE);

        assertThat(meanwhile).isEqualTo("token-1");
        await().untilAsserted(() -> assertThat(tokens.tokenFor(KEY, PATIENCE)).isEqualTo("token-2"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void serverThatIsAway_isNotFeltBeforeTheTokenEnds() throws NoTokenException {
        tokens.tokenFor(KEY, PATIENCE);
        refusing = true;
        clock.advance(Duration.ofMinutes(58));

        for (int i = 0; i < 20; i++) {
            assertThat(tokens.tokenFor(KEY, PATIENCE)).isEqualTo("token-1");
        }
        await().untilAsserted(() -> assertThat(asked).hasValue(2));
    }

    @Test
    void tokenThatHasEnded_isWaitedFor() throws NoTokenException {
        tokens.tokenFor(KEY, PATIENCE);
        clock.advance(LIFE);

        assertThat(tokens.tokenFor(KEY, PATIENCE)).isEqualTo("token-2");
    }

    @Test
    void failure_isToldAndForgotten() throws NoTokenException {
        refusing = true;
        assertThatThrownBy(() -> tokens.tokenFor(KEY, PATIENCE)).hasMessage("no access token: status 503");
        refusing = false;

        assertThat(tokens.tokenFor(KEY, PATIENCE)).isEqualTo("token-2");
    }

    @Test
    void silentServer_isWaitedForNoLongerThanTheCallMayLast() {
        CountDownLatch never = new CountDownLatch(1);
        KeptTokens silent = new KeptTokens(
                key -> {
                    awaitUninterrupted(never);
                    return number(key);
                },
                clock);

        assertThatThrownBy(() -> silent.tokenFor(KEY, Duration.ofMillis(20)))
                .isInstanceOf(NoTokenException.class)
                .hasMessage("no access token: no answer within 0.02 s");
        never.countDown();
    }

    @Test
    void droppedToken_isNotUsedAgain() throws NoTokenException {
        tokens.tokenFor(KEY, PATIENCE);

        tokens.drop(KEY);

        assertThat(tokens.tokenFor(KEY, PATIENCE)).isEqualTo("token-2");
    }

    @Test
    void drop_mayHelpWhereTheTokenWasNotNew() throws NoTokenException {
        tokens.tokenFor(KEY, PATIENCE);
        assertThat(tokens.drop(KEY)).isFalse();

        tokens.tokenFor(KEY, PATIENCE);
        tokens.tokenFor(KEY, PATIENCE);
        assertThat(tokens.drop(KEY)).isTrue();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
