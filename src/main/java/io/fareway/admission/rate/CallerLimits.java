package io.fareway.admission.rate;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.RateLimits;
import io.fareway.model.RequestError;
import io.fareway.model.Usage;
import io.fareway.provider.TokenCounter;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Holds callers and teams to their limits. Requests and tokens flow in evenly, up to the limit of a minute; tokens are
 * reserved before a request begins (prompt plus the longest answer asked for) and settled by what its attempts used.
 * Places for requests at once are counted in each gateway by itself.
 */
@Component("callerLimits")
public class CallerLimits {

    /** Reserved for the answer to a request that sets no {@code max_tokens}. */
    private static final int USUAL_ANSWER_TOKENS = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(CallerLimits.class);

    private final RateBuckets buckets;
    private final TokenCounter tokens;
    private final Map<Places, Semaphore> places = new ConcurrentHashMap<>();

    private record Places(String name, long most) {}

    CallerLimits(RateBuckets buckets, TokenCounter tokens) {
        this.buckets = buckets;
        this.tokens = tokens;
    }

    /**
     * Counts a request.
     *
     * @throws RequestError 429 when there were too many within a minute
     */
    public void countRequest(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        for (Bounded bounded : Bounded.of(journey, RateLimits::requestsPerMinute)) {
            long limit = bounded.limits().requestsPerMinute().getAsLong();
            Bucket bucket = buckets.bucket(bounded.name() + " requests", limit);
            take(bucket, 1, limit, "requests", bounded, exchange, journey);
            grant(exchange).countsIn(bucket);
        }
    }

    /**
     * Takes a place among the requests under way at once.
     *
     * @throws RequestError 429 when all are taken
     */
    public void takePlace(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        for (Bounded bounded : Bounded.of(journey, RateLimits::concurrent)) {
            long most = bounded.limits().concurrent().getAsLong();
            Semaphore place = places.computeIfAbsent(
                    new Places(bounded.name(), most), added -> new Semaphore(Math.toIntExact(added.most)));
            if (!place.tryAcquire()) {
                grant(exchange).cancel();
                throw RequestError.rateLimited(
                        "The limit of " + bounded.name() + " is " + most
                                + " requests under way at once. Wait until one of them has ended.",
                        Duration.ofSeconds(1));
            }
            grant(exchange).holds(place);
        }
    }

    /**
     * Reserves tokens for the prompt and the longest answer asked for, at most the whole limit.
     *
     * @throws RequestError 429 when they are not there yet, 400 when the prompt alone is more than the limit
     */
    public void reserveTokens(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        List<Bounded> all = Bounded.of(journey, RateLimits::tokensPerMinute);
        if (all.isEmpty()) {
            return;
        }
        long prompt = tokens.count(journey.request().conversation());
        for (Bounded bounded : all) {
            long limit = bounded.limits().tokensPerMinute().getAsLong();
            if (prompt > limit) {
                grant(exchange).cancel();
                throw RequestError.invalid(
                        "messages",
                        "The prompt has about " + prompt + " tokens, but the limit of " + bounded.name() + " is "
                                + limit + " tokens per minute. Shorten it.");
            }
            long reserve = Math.min(limit, prompt + answerTokens(journey));
            Bucket bucket = buckets.bucket(bounded.name() + " tokens", limit);
            take(bucket, reserve, limit, "tokens", bounded, exchange, journey);
            grant(exchange).reserves(bucket, reserve);
        }
    }

    /** Gives back what a request has taken and not used, however it ended. */
    public void settle(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        if (exchange.getProperty(Grant.PROPERTY) instanceof Grant grant) {
            long used = journey.attempts().stream()
                    .map(Attempt::usage)
                    .mapToLong(Usage::total)
                    .sum();
            try {
                grant.settle(used);
            } catch (BucketExecutionException e) {
                // the request is answered and booked; what it did not use flows in again within a minute
                LOG.warn("The token limits of request {} could not be settled", journey.id(), e);
            }
        }
    }

    private static void take(
            Bucket bucket, long amount, long limit, String kind, Bounded bounded, Exchange exchange, Journey journey) {
        ConsumptionProbe probe = probe(bucket, amount);
        RateHeaders.tell(
                journey, kind, limit, probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()));
        if (!probe.isConsumed()) {
            grant(exchange).cancel();
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            throw RequestError.rateLimited(
                    "The limit of " + bounded.name() + " is " + limit + " " + kind + " per minute; this request needs "
                            + amount + " and " + probe.getRemainingTokens() + " are left. Try again in "
                            + Math.max(1, wait.plusMillis(999).toSeconds()) + " s.",
                    wait);
        }
    }

    private static ConsumptionProbe probe(Bucket bucket, long amount) {
        try {
            return bucket.tryConsumeAndReturnRemaining(amount);
        } catch (BucketExecutionException e) {
            LOG.error("The limits of callers cannot be counted", e);
            throw RequestError.unavailable(
                    "The database that counts the limits of callers is away. Try again shortly.");
        }
    }

    private static long answerTokens(Journey journey) {
        return journey.request().conversation().sampling().maxTokens().orElse(USUAL_ANSWER_TOKENS);
    }

    private static Grant grant(Exchange exchange) {
        if (exchange.getProperty(Grant.PROPERTY) instanceof Grant grant) {
            return grant;
        }
        Grant grant = new Grant();
        exchange.setProperty(Grant.PROPERTY, grant);
        return grant;
    }
}
