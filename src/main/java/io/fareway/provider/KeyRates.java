package io.fareway.provider;

import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.RateLimits;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What a provider still lets us ask for under each key: by the limits in the settings, which hold for the key, and by what
 * the provider says in the headers of its answers, which holds for the key and the model. Calls under way count as soon as
 * they begin, so that a burst does not run into a refusal.
 */
final class KeyRates {

    private final Clock clock;
    private final Map<Account, Buckets> buckets = new ConcurrentHashMap<>();
    private final Map<Line, ToldLimits> told = new ConcurrentHashMap<>();

    KeyRates(Clock clock) {
        this.clock = clock;
    }

    private record Account(String provider, String key, RateLimits limits) {}

    private record Line(String deployment, String key) {}

    private record Buckets(Optional<Bucket> requests, Optional<Bucket> tokens) {}

    /** Counts a call that is about to be sent, and the tokens of its prompt. */
    void begin(Provider provider, Deployment deployment, ProviderKey key, long promptTokens) {
        Buckets own = bucketsOf(provider, key);
        own.requests.ifPresent(bucket -> bucket.consumeIgnoringRateLimits(1));
        own.tokens
                .filter(bucket -> promptTokens > 0)
                .ifPresent(bucket -> bucket.consumeIgnoringRateLimits(promptTokens));
        told.computeIfPresent(new Line(deployment.name(), key.name()), (line, limits) -> limits.less(promptTokens));
    }

    /** Counts tokens that were used beyond the prompt. */
    void used(Provider provider, ProviderKey key, long tokens) {
        bucketsOf(provider, key)
                .tokens
                .filter(bucket -> tokens > 0)
                .ifPresent(bucket -> bucket.consumeIgnoringRateLimits(tokens));
    }

    /**
     * Takes in what the provider says is left.
     *
     * @param header the value of a response header by its name in lower case; empty when it was not sent
     */
    void learn(Deployment deployment, ProviderKey key, UnaryOperator<String> header) {
        ToldLimits.in(header, clock.instant())
                .ifPresent(limits -> told.put(new Line(deployment.name(), key.name()), limits));
    }

    /** When a key has room for a call again; empty when it has now. */
    Optional<Instant> fullUntil(Provider provider, Deployment deployment, ProviderKey key) {
        Instant now = clock.instant();
        Buckets own = bucketsOf(provider, key);
        Optional<Instant> bySettings = latest(
                own.requests.flatMap(bucket -> refilled(bucket, now)),
                own.tokens.flatMap(bucket -> refilled(bucket, now)));
        Optional<Instant> byHeaders = Optional.ofNullable(told.get(new Line(deployment.name(), key.name())))
                .flatMap(limits -> limits.fullUntil(now));
        return latest(bySettings, byHeaders);
    }

    /** When one of several keys has room again; empty when one has now, or there is none. */
    Optional<Instant> fullUntil(Provider provider, Deployment deployment, List<ProviderKey> keys) {
        List<Optional<Instant>> ends =
                keys.stream().map(key -> fullUntil(provider, deployment, key)).toList();
        return ends.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : ends.stream().flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /** Forgets what a provider has said about a deployment. */
    void forget(Deployment deployment) {
        told.keySet().removeIf(line -> line.deployment.equals(deployment.name()));
    }

    private Buckets bucketsOf(Provider provider, ProviderKey key) {
        RateLimits limits = provider.limits().rates();
        return buckets.computeIfAbsent(
                new Account(provider.name(), key.name(), limits),
                added -> new Buckets(
                        limits.requestsPerMinute().stream()
                                .mapToObj(KeyRates::perMinute)
                                .findFirst(),
                        limits.tokensPerMinute().stream()
                                .mapToObj(KeyRates::perMinute)
                                .findFirst()));
    }

    private static Bucket perMinute(long size) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(size).refillGreedy(size, Duration.ofMinutes(1)))
                .build();
    }

    private static Optional<Instant> refilled(Bucket bucket, Instant now) {
        Duration wait = Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        return wait.isZero() ? Optional.empty() : Optional.of(now.plus(wait));
    }

    private static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }
}
