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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * What a provider still lets us ask for under each key: by the limits in the settings, which hold for the key, and by what
 * the provider says in its refusals and in the headers of its answers, which holds for the key and the model. Calls under
 * way count as soon as they begin, so that a burst does not run into a refusal.
 */
final class KeyRates {

    private final KeyCaps caps;
    private final Clock clock;
    private final Map<Account, Buckets> buckets = new ConcurrentHashMap<>();
    private final Map<Holder, AtomicLong> underWay = new ConcurrentHashMap<>();
    private final Map<Line, ToldLimits> told = new ConcurrentHashMap<>();
    private final Map<Line, Instant> refusedUntil = new ConcurrentHashMap<>();

    KeyRates(KeyCaps caps, Clock clock) {
        this.caps = caps;
        this.clock = clock;
    }

    private record Holder(String provider, String key) {

        static Holder of(Provider provider, ProviderKey key) {
            return new Holder(provider.name(), key.name());
        }
    }

    private record Account(Holder holder, RateLimits limits) {}

    private record Line(String deployment, String key) {

        static Line of(Deployment deployment, ProviderKey key) {
            return new Line(deployment.name(), key.name());
        }
    }

    private record Buckets(Optional<Bucket> requests, Optional<Bucket> tokens) {}

    /**
     * Counts a call that is about to be sent, and the tokens of its prompt.
     *
     * @return false when as many calls are under way under this key as may be; nothing is counted then
     */
    boolean begin(Provider provider, Deployment deployment, ProviderKey key, long promptTokens) {
        long most = provider.limits().perKey().rates().concurrent().orElse(Long.MAX_VALUE);
        long before = underWayUnder(provider, key).getAndUpdate(calls -> calls < most ? calls + 1 : calls);
        if (before >= most) {
            return false;
        }
        Buckets own = bucketsOf(provider, key);
        own.requests.ifPresent(bucket -> bucket.consumeIgnoringRateLimits(1));
        own.tokens
                .filter(bucket -> promptTokens > 0)
                .ifPresent(bucket -> bucket.consumeIgnoringRateLimits(promptTokens));
        told.computeIfPresent(Line.of(deployment, key), (line, limits) -> limits.less(promptTokens));
        caps.began(provider, key);
        return true;
    }

    /**
     * Counts the end of a call.
     *
     * @param tokens of prompt and answer together
     * @param promptTokens those that were counted when it began
     */
    void end(Provider provider, ProviderKey key, long tokens, long promptTokens) {
        underWayUnder(provider, key).decrementAndGet();
        bucketsOf(provider, key)
                .tokens
                .filter(bucket -> tokens > promptTokens)
                .ifPresent(bucket -> bucket.consumeIgnoringRateLimits(tokens - promptTokens));
        caps.used(provider, key, tokens);
    }

    /**
     * Takes in what the provider says is left.
     *
     * @param header the value of a response header by its name in lower case; empty when it was not sent
     */
    void learn(Deployment deployment, ProviderKey key, UnaryOperator<String> header) {
        ToldLimits.in(header, clock.instant()).ifPresent(limits -> told.put(Line.of(deployment, key), limits));
    }

    /** Leaves a deployment alone under this key, because the provider has refused a call for its rate. */
    void coolDown(Deployment deployment, ProviderKey key, Duration pause) {
        refusedUntil.merge(Line.of(deployment, key), clock.instant().plus(pause), KeyRates::later);
    }

    /** Whether the provider has refused a call for its rate, and the pause is not over. */
    boolean isCooling(Deployment deployment, ProviderKey key) {
        Instant until = refusedUntil.getOrDefault(Line.of(deployment, key), Instant.MIN);
        return until.isAfter(clock.instant());
    }

    /** Whether fewer calls are under way under this key than may be. */
    boolean hasAPlace(Provider provider, ProviderKey key) {
        return underWayUnder(provider, key).get()
                < provider.limits().perKey().rates().concurrent().orElse(Long.MAX_VALUE);
    }

    /** When a key has room for a call again; empty when it has now. */
    Optional<Instant> fullUntil(Provider provider, Deployment deployment, ProviderKey key) {
        Instant now = clock.instant();
        Line line = Line.of(deployment, key);
        Buckets own = bucketsOf(provider, key);
        Optional<Instant> bySettings = latest(
                own.requests.flatMap(bucket -> refilled(bucket, now)),
                own.tokens.flatMap(bucket -> refilled(bucket, now)));
        Optional<Instant> byHeaders = Optional.ofNullable(told.get(line)).flatMap(limits -> limits.fullUntil(now));
        Optional<Instant> byRefusal =
                Optional.ofNullable(refusedUntil.get(line)).filter(until -> until.isAfter(now));
        return latest(latest(bySettings, caps.fullUntil(provider, key)), latest(byHeaders, byRefusal));
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
        refusedUntil.keySet().removeIf(line -> line.deployment.equals(deployment.name()));
    }

    private AtomicLong underWayUnder(Provider provider, ProviderKey key) {
        return underWay.computeIfAbsent(Holder.of(provider, key), added -> new AtomicLong());
    }

    private Buckets bucketsOf(Provider provider, ProviderKey key) {
        RateLimits limits = provider.limits().perKey().rates();
        return buckets.computeIfAbsent(
                new Account(Holder.of(provider, key), limits),
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
        return one.isPresent() && other.isPresent() ? Optional.of(later(one.get(), other.get())) : one.or(() -> other);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
