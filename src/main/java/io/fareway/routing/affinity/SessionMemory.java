package io.fareway.routing.affinity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.choice.PromptCache;
import io.fareway.routing.WarmCaches;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * Which deployment answered each session last, in each tier. In memory: a restart forgets it, and gateways do not share it.
 *
 * <p>A provider's prompt cache is taken to be warm for a session within the cache's life after the last answer. From it are
 * expected {@code min(last prompt, this prompt) * share}; the share is what the deployment's answers to second and later
 * requests of sessions have shown, leaning towards one half while there are few: {@code (cached + 10,000 / 2) / (repeated +
 * 10,000)} tokens. Providers count more of a prompt than the gateway does (tools, images), so what was cached is taken as
 * a share of the provider's own count: {@code min(repeated, this prompt * cached by the provider / its whole prompt)}.
 */
@Component
public class SessionMemory implements WarmCaches {

    private static final double USUAL_SHARE = 0.5;
    private static final long USUAL_WEIGHT_TOKENS = 10_000;

    /** Older calls count half as soon as there are this many tokens, so that a provider's change shows. */
    private static final long ENOUGH_TOKENS = 1_000_000;

    private final Cache<Session, LastAnswer> sessions;
    private final Map<String, Repeats> repeats = new ConcurrentHashMap<>();
    private final Clock clock;

    SessionMemory(SessionProperties properties, Clock clock) {
        this.clock = clock;
        this.sessions = Caffeine.newBuilder()
                .maximumSize(properties.most())
                .expireAfterWrite(properties.kept())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    private record Session(String caller, String label, String tier) {}

    private record LastAnswer(String deployment, String provider, long promptTokens, Instant at) {}

    private record Repeats(long repeated, long cached) {

        static final Repeats NONE = new Repeats(0, 0);

        /** What one call shows: never more from the cache than was repeated. */
        static Repeats of(long lastPrompt, long prompt, Usage usage) {
            long repeated = Math.min(lastPrompt, prompt);
            double share = usage.prompt() == 0 ? 0 : (double) usage.of(TokenClass.CACHE_READ) / usage.prompt();
            return new Repeats(repeated, Math.min(repeated, Math.round(prompt * share)));
        }

        Repeats plus(long moreRepeated, long moreCached) {
            return repeated < ENOUGH_TOKENS
                    ? new Repeats(repeated + moreRepeated, cached + moreCached)
                    : new Repeats(repeated / 2 + moreRepeated, cached / 2 + moreCached);
        }

        double share() {
            return (cached + USUAL_WEIGHT_TOKENS * USUAL_SHARE) / (repeated + USUAL_WEIGHT_TOKENS);
        }
    }

    /** Remembers who has answered a request of a session; does nothing for others. */
    public void remember(@ExchangeProperty(Journey.PROPERTY) Journey journey) {
        Optional<Attempt> answered =
                journey.lastAttempt().filter(attempt -> attempt.outcome().equals(Optional.of(Outcome.ANSWERED)));
        sessionOf(journey).ifPresent(session -> answered.ifPresent(attempt -> remember(session, attempt, journey)));
    }

    private void remember(Session session, Attempt attempt, Journey journey) {
        String deployment = attempt.deployment().name();
        Instant now = clock.instant();
        warmOf(session, journey, now)
                .filter(last -> last.deployment.equals(deployment))
                .ifPresent(last -> repeats.merge(
                        deployment,
                        Repeats.of(last.promptTokens, journey.promptTokens(), attempt.usage()),
                        (known, more) -> known.plus(more.repeated, more.cached)));
        sessions.put(session, new LastAnswer(deployment, attempt.deployment().provider(), journey.promptTokens(), now));
    }

    /** The deployment that answered the request's session last, in its tier. */
    Optional<String> lastAnswering(Journey journey) {
        return sessionOf(journey)
                .flatMap(session -> Optional.ofNullable(sessions.getIfPresent(session)))
                .map(LastAnswer::deployment);
    }

    @Override
    public Optional<WarmCache> of(Journey journey, Instant now) {
        return sessionOf(journey)
                .flatMap(session -> warmOf(session, journey, now))
                .map(last -> new WarmCache(
                        last.deployment,
                        Math.round(Math.min(last.promptTokens, journey.promptTokens())
                                * repeats.getOrDefault(last.deployment, Repeats.NONE)
                                        .share()),
                        last.at.plus(cacheOf(last, journey).orElseThrow().life())));
    }

    private Optional<LastAnswer> warmOf(Session session, Journey journey, Instant now) {
        return Optional.ofNullable(sessions.getIfPresent(session)).filter(last -> cacheOf(last, journey)
                .filter(cache -> last.promptTokens >= cache.fromTokens()
                        && journey.promptTokens() >= cache.fromTokens()
                        && now.isBefore(last.at.plus(cache.life())))
                .isPresent());
    }

    private static Optional<PromptCache> cacheOf(LastAnswer last, Journey journey) {
        return journey.settings().routing().affinity().promptCacheOf(last.provider);
    }

    private static Optional<Session> sessionOf(Journey journey) {
        String label = journey.origin().session();
        return label.isEmpty()
                ? Optional.empty()
                : Optional.of(new Session(journey.caller().name(), label, journey.getTier()));
    }
}
