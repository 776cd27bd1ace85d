package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.KeyUsage;
import io.fareway.model.CallLimits;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** What a key may be used for in a day and a month, over restarts and several gateways. */
class KeyCapsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final OptionalLong ANY = OptionalLong.empty();
    private static final ProviderKey KEY = new ProviderKey("KEY", new Secret("1"));
    private static final ProviderKey SPARE = new ProviderKey("SPARE", new Secret("2"));

    private final MovableClock clock = new MovableClock(NOON);
    private final List<KeyUsage.Day> booked = new ArrayList<>();
    private final List<Instant> asked = new ArrayList<>();

    @Test
    void requestsPerDay_closeTheKeyUntilMidnight() {
        Provider provider = provider(new UsageCaps(OptionalLong.of(2), ANY, ANY, ANY));
        KeyCaps caps = caps(provider);
        caps.began(provider, KEY);
        boolean closedAfterOne = caps.fullUntil(provider, KEY).isPresent();
        caps.began(provider, KEY);

        assertThat(closedAfterOne).isFalse();
        assertThat(caps.fullUntil(provider, KEY)).contains(MIDNIGHT);
        assertThat(caps.fullUntil(provider, SPARE)).isEmpty();
        clock.advance(Duration.ofHours(12));
        assertThat(caps.fullUntil(provider, KEY)).isEmpty();
    }

    @Test
    void tokensPerMonth_addUpOverItsDays() {
        Provider provider = provider(new UsageCaps(ANY, ANY, ANY, OptionalLong.of(1_000)));
        KeyCaps caps = caps(provider);
        caps.used(provider, KEY, 600);
        clock.advance(Duration.ofDays(3));
        caps.used(provider, KEY, 400);

        assertThat(caps.fullUntil(provider, KEY)).contains(DECEMBER);
        clock.advance(Duration.ofDays(7));
        assertThat(caps.fullUntil(provider, KEY)).isEmpty();
    }

    @Test
    void ledger_addsUseOfEarlierRunsAndOtherGateways() {
        Provider provider = provider(new UsageCaps(ANY, OptionalLong.of(1_000), OptionalLong.of(50), ANY));
        KeyCaps caps = caps(provider);
        booked.add(new KeyUsage.Day("p", "KEY", TODAY, 3, 900));
        caps.used(provider, KEY, 100);

        assertThat(caps.fullUntil(provider, KEY)).contains(MIDNIGHT);
        booked.add(new KeyUsage.Day("p", "KEY", TODAY.minusDays(20), 47, 10));
        clock.advance(Duration.ofHours(1));
        caps.refresh();
        assertThat(caps.fullUntil(provider, KEY)).contains(DECEMBER);
    }

    @Test
    void ledger_isAskedForTheMonthOnceADayAndThenTheDay() {
        Provider provider = provider(new UsageCaps(OptionalLong.of(2), ANY, ANY, ANY));
        KeyCaps caps = caps(provider);
        caps.fullUntil(provider, KEY);
        caps.fullUntil(provider, KEY);
        caps.refresh();
        clock.advance(Duration.ofDays(1));
        caps.fullUntil(provider, KEY);

        Instant november = Instant.parse("2026-11-01T00:00:00Z");
        assertThat(asked).containsExactly(november, Instant.parse("2026-11-21T00:00:00Z"), november);
    }

    @Test
    void ledgerAway_leavesWhatTheGatewayCountsItself() {
        Provider provider = provider(new UsageCaps(OptionalLong.of(1), ANY, ANY, ANY));
        KeyUsage away = (moment, started) -> {
            throw new DataAccessResourceFailureException("away");
        };
        KeyCaps caps = new KeyCaps(() -> Provision.settings(provider), away, clock);
        caps.began(provider, KEY);

        assertThat(caps.fullUntil(provider, KEY)).contains(MIDNIGHT);
    }

    @Test
    void ledgerAway_isAskedAgainAfterAPause() {
        Provider provider = provider(new UsageCaps(OptionalLong.of(1), ANY, ANY, ANY));
        KeyUsage away = (moment, started) -> {
            asked.add(moment);
            throw new DataAccessResourceFailureException("away");
        };
        KeyCaps caps = new KeyCaps(() -> Provision.settings(provider), away, clock);

        caps.fullUntil(provider, KEY);
        caps.fullUntil(provider, SPARE);
        int atOnce = asked.size();
        clock.advance(Duration.ofSeconds(2));
        caps.fullUntil(provider, KEY);

        assertThat(atOnce).isOne();
        assertThat(asked).hasSize(2);
    }

    @Test
    void midnight_keepsNobodyWaitingWhileOneReads() {
        Provider provider = provider(new UsageCaps(OptionalLong.of(1), ANY, ANY, ANY));
        CompletableFuture<KeyCaps> caps = new CompletableFuture<>();
        List<Optional<Instant>> meanwhile = new ArrayList<>();
        KeyUsage ledger = (moment, started) -> {
            if (clock.instant().equals(MIDNIGHT)) {
                meanwhile.add(CompletableFuture.supplyAsync(() -> caps.join().fullUntil(provider, KEY))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join());
            }
            return List.of();
        };
        caps.complete(new KeyCaps(() -> Provision.settings(provider), ledger, clock));
        caps.join().fullUntil(provider, KEY);

        clock.advance(Duration.ofHours(12));
        caps.join().fullUntil(provider, KEY);

        assertThat(meanwhile).containsExactly(Optional.empty());
    }

    @Test
    void refresh_readsNothingWhereNobodyHasACap() {
        caps(provider(UsageCaps.NONE)).refresh();

        assertThat(asked).isEmpty();
    }

    private KeyCaps caps(Provider provider) {
        KeyUsage ledger = (moment, started) -> {
            asked.add(moment);
            return booked;
        };
        return new KeyCaps(() -> Provision.settings(provider), ledger, clock);
    }

    private static Provider provider(UsageCaps caps) {
        Duration second = Duration.ofSeconds(1);
        return new Provider(
                "p",
                URI.create("http://localhost/v1"),
                Secret.NONE,
                Map.of(),
                new CallLimits(second, second, second, second, second, 1, new KeyLimits(RateLimits.NONE, caps)),
                false);
    }
}
