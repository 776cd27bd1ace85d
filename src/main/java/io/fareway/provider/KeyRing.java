package io.fareway.provider;

import io.fareway.model.Attempt;
import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which of our keys a call to a provider carries: the good ones take turns, and one that the provider refuses is set
 * aside. Outlives route revisions; a key whose value is changed in the settings is a new key.
 */
@Component
public class KeyRing {

    /** Until a refused key is tried again; an operator mends it by then, or hears of it once more. */
    static final Duration SET_ASIDE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final Supplier<Settings> settings;
    private final Clock clock;
    private final Map<Held, Refusal> refused = new ConcurrentHashMap<>();
    private final KeyRates rates;
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    KeyRing(Supplier<Settings> settings, KeyCaps caps, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.rates = new KeyRates(caps, clock);
    }

    private record Held(String provider, ProviderKey key) {}

    /**
     * Why a key is set aside.
     *
     * @param status the provider's status
     * @param until when it is tried again
     */
    public record Refusal(int status, Instant until) {}

    /**
     * Takes a key for a call that is sent now: a good one that has room, in turn, or else the next in turn. Counts the
     * call until {@link #giveBack}.
     *
     * @param promptTokens the length of its prompt
     * @return empty when under each as many calls are under way as may be
     */
    Optional<ProviderKey> take(Provider provider, Deployment deployment, long promptTokens) {
        List<ProviderKey> good = goodKeys(provider);
        List<ProviderKey> inTurn = good.isEmpty() ? List.of(next(provider)) : inTurn(provider, good);
        Predicate<ProviderKey> roomy =
                key -> rates.fullUntil(provider, deployment, key).isEmpty();
        return Stream.concat(inTurn.stream().filter(roomy), inTurn.stream().filter(roomy.negate()))
                .filter(key -> rates.begin(provider, deployment, key, promptTokens))
                .findFirst();
    }

    /** Counts the end of a call, and what it has used. */
    void giveBack(Provider provider, Attempt attempt, long promptTokens) {
        rates.end(provider, attempt.key(), attempt.usage().total(), promptTokens);
    }

    /** When one of the good keys has room for a call to this deployment; empty when one has now, or none is good. */
    Optional<Instant> fullUntil(Deployment deployment) {
        return providerOf(deployment).flatMap(provider -> rates.fullUntil(provider, deployment, goodKeys(provider)));
    }

    /** Whether a deployment has refused a call for its rate under each of the good keys, and asked for a pause. */
    boolean isCooling(Deployment deployment) {
        return goodKeysOf(deployment).stream().allMatch(key -> rates.isCooling(deployment, key));
    }

    /** Whether under one of the good keys fewer calls are under way than may be. */
    boolean haveAPlace(Deployment deployment) {
        List<ProviderKey> good = goodKeysOf(deployment);
        return good.isEmpty()
                || good.stream().anyMatch(key -> providerOf(deployment)
                        .filter(provider -> rates.hasAPlace(provider, key))
                        .isPresent());
    }

    private List<ProviderKey> goodKeysOf(Deployment deployment) {
        return providerOf(deployment).map(this::goodKeys).orElse(List.of());
    }

    private Optional<Provider> providerOf(Deployment deployment) {
        return settings.get().knownProviderOf(deployment);
    }

    /** What each key has room for. */
    KeyRates rates() {
        return rates;
    }

    /** The key for the next call; when all are set aside, the one that is tried again soonest. */
    ProviderKey next(Provider provider) {
        List<ProviderKey> good = goodKeys(provider);
        if (good.isEmpty()) {
            return provider.keys().stream()
                    .min(Comparator.comparing(key -> until(provider, key)))
                    .orElse(ProviderKey.NONE);
        }
        return inTurn(provider, good).getFirst();
    }

    /** All of them, beginning with the one whose turn it is. */
    private List<ProviderKey> inTurn(Provider provider, List<ProviderKey> good) {
        int turn = turns.computeIfAbsent(provider.name(), added -> new AtomicInteger())
                .getAndUpdate(now -> now == Integer.MAX_VALUE ? 0 : now + 1);
        List<ProviderKey> keys = new ArrayList<>(good);
        Collections.rotate(keys, -(turn % good.size()));
        return keys;
    }

    /** Sets a key aside that the provider does not accept, and rings the alarm. */
    void setAside(Provider provider, ProviderKey key, int status) {
        Refusal refusal = new Refusal(status, clock.instant().plus(SET_ASIDE));
        boolean known = refusal(provider, key).isPresent();
        refused.put(new Held(provider.name(), key), refusal);
        if (!known) {
            long left = goodKeys(provider).size();
            LOG.error(
                    "{} does not accept our key {} (status {}): it is set aside for {} min, {}. Mend the key or its funds.",
                    provider.name(),
                    key.name(),
                    status,
                    SET_ASIDE.toMinutes(),
                    left == 0 ? "and with it the provider, which has no other" : left + " other keys go on");
        }
    }

    /** Whether a call to this provider can carry a key that is not set aside. */
    boolean hasGoodKey(Provider provider) {
        return !goodKeys(provider).isEmpty();
    }

    /** When a deployment can be called again whose keys are all set aside; empty when it can be called now. */
    Optional<Instant> closedUntil(Deployment deployment) {
        return settings.get()
                .knownProviderOf(deployment)
                .filter(known -> !hasGoodKey(known))
                .flatMap(known ->
                        held(known).stream().map(key -> until(known, key)).min(Comparator.naturalOrder()));
    }

    /** Why a key is set aside; empty when it is good. */
    public Optional<Refusal> refusal(Provider provider, ProviderKey key) {
        return Optional.ofNullable(refused.get(new Held(provider.name(), key)))
                .filter(refusal -> refusal.until().isAfter(clock.instant()));
    }

    /** Takes all keys of a provider back into use. */
    public void restore(String provider) {
        refused.keySet().removeIf(held -> held.provider().equals(provider));
    }

    private List<ProviderKey> goodKeys(Provider provider) {
        return held(provider).stream()
                .filter(key -> refusal(provider, key).isEmpty())
                .toList();
    }

    /** A server without keys may refuse us all the same. */
    private static List<ProviderKey> held(Provider provider) {
        return provider.keys().isEmpty() ? List.of(ProviderKey.NONE) : provider.keys();
    }

    private Instant until(Provider provider, ProviderKey key) {
        return refusal(provider, key).map(Refusal::until).orElse(Instant.MIN);
    }
}
