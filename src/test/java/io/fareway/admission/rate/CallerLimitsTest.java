package io.fareway.admission.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fareway.model.Attempt;
import io.fareway.model.Caller;
import io.fareway.model.Callers;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.model.Outcome;
import io.fareway.model.RateLimits;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.Usage;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Sampling;
import io.fareway.provider.TokenCounter;
import io.fareway.testing.Journeys;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Callers and teams get what their limits allow, and what they do not use comes back. */
class CallerLimitsTest {

    private final HandTurnedTime time = new HandTurnedTime();
    private final CallerLimits limits = new CallerLimits(new LocalBuckets(time), new TokenCounter());

    @Test
    void countRequest_refusesBeyondTheLimitAndSaysWhenTheNextMayCome() {
        Caller caller = caller("ann", limits(2, 0, 0));
        begin(caller);
        begin(caller);

        RequestError refusal = refusal(caller);
        time.advance(refusal.retryAfter().orElseThrow());

        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.getMessage()).contains("caller ann", "2 requests per minute");
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(30));
        assertThatCode(() -> begin(caller)).doesNotThrowAnyException();
    }

    @Test
    void countRequest_tellsWhatIsLeftOfTheTightestLimit() {
        Journey journey = journey(caller("ann", limits(10, 0, 0)), 10);

        begin(journey);

        assertThat(journey.handling().headers())
                .containsEntry("x-ratelimit-limit-requests", "3")
                .containsEntry("x-ratelimit-remaining-requests", "2")
                .containsEntry("x-ratelimit-reset-requests", "20s");
    }

    @Test
    void callersOfATeam_shareItsLimit() {
        begin(caller("ann", RateLimits.NONE));
        begin(caller("bob", RateLimits.NONE));
        begin(caller("ann", RateLimits.NONE));

        assertThat(refusal(caller("bob", RateLimits.NONE)).getMessage()).contains("team blue");
    }

    @Test
    void takePlace_isGivenBackAtTheEnd() {
        Caller caller = caller("ann", limits(0, 0, 1));
        Journey first = journey(caller, 10);
        Exchange exchange = begin(first);

        RequestError refusal = refusal(caller);
        limits.settle(exchange, first);

        assertThat(refusal.getMessage()).contains("1 requests under way at once");
        assertThatCode(() -> begin(caller)).doesNotThrowAnyException();
    }

    @Test
    void refusedRequest_countsNowhere() {
        Caller caller = caller("ann", limits(2, 0, 1));
        Journey first = journey(caller, 10);
        Exchange exchange = begin(first);
        refusal(caller);
        limits.settle(exchange, first);

        assertThatCode(() -> begin(caller)).doesNotThrowAnyException();
    }

    @Test
    void reserveTokens_bringsBackWhatTheAnswerDidNotUse() {
        Caller caller = caller("ann", limits(0, 1000, 0));
        Journey first = journey(caller, 900);
        Exchange exchange = begin(first);

        RequestError refusal = refusal(journey(caller, 900));
        use(first, 100);
        limits.settle(exchange, first);

        assertThat(refusal.getMessage()).contains("1000 tokens per minute");
        assertThatCode(() -> begin(journey(caller, 850))).doesNotThrowAnyException();
    }

    @Test
    void reserveTokens_takesWhatWasUsedBeyondTheReserve() {
        Caller caller = caller("ann", limits(0, 1000, 0));
        Journey first = journey(caller, 10);
        Exchange exchange = begin(first);
        use(first, 1600);
        limits.settle(exchange, first);

        RequestError refusal = refusal(journey(caller, 10));

        assertThat(refusal.retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(36)));
    }

    @Test
    void reserveTokens_ofAnswerLongerThanTheLimitTakesTheWholeLimit() {
        Caller caller = caller("ann", limits(0, 1000, 0));

        assertThatCode(() -> begin(journey(caller, 50_000))).doesNotThrowAnyException();
    }

    @Test
    void promptLongerThanTheLimit_canNeverBeTaken() {
        RequestError refusal = refusal(journey(caller("ann", limits(0, 3, 0)), 10));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.param()).contains("messages");
    }

    @Test
    void unnamedCallers_areNotBounded() {
        Journey journey = journey(Caller.UNNAMED, 10);

        begin(journey);

        assertThat(journey.handling().headers()).isEmpty();
    }

    @Test
    void reset_isWrittenAsOpenAiWritesIt() {
        assertThat(RateHeaders.written(Duration.ofMillis(20))).isEqualTo("20ms");
        assertThat(RateHeaders.written(Duration.ofMillis(1001))).isEqualTo("2s");
        assertThat(RateHeaders.written(Duration.ofMinutes(6))).isEqualTo("6m0s");
    }

    private Exchange begin(Caller caller) {
        return begin(journey(caller, 10));
    }

    private Exchange begin(Journey journey) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        limits.countRequest(exchange, journey);
        limits.takePlace(exchange, journey);
        limits.reserveTokens(exchange, journey);
        return exchange;
    }

    private RequestError refusal(Caller caller) {
        return refusal(journey(caller, 10));
    }

    private RequestError refusal(Journey journey) {
        return catchThrowableOfType(RequestError.class, () -> begin(journey));
    }

    private static void use(Journey journey, long tokens) {
        Attempt attempt = Journeys.attempt(journey);
        attempt.usage(Usage.ofText(tokens / 2, tokens - tokens / 2, false));
        attempt.end(Outcome.ANSWERED, "");
    }

    private static Caller caller(String name, RateLimits limits) {
        return new Caller(name, "blue", "", "", limits);
    }

    private static RateLimits limits(long requests, long tokens, long concurrent) {
        return new RateLimits(bound(requests), bound(tokens), bound(concurrent));
    }

    private static OptionalLong bound(long limit) {
        return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** A journey of a caller in team blue, which has three requests a minute. */
    private static Journey journey(Caller caller, int maxTokens) {
        Settings settings = Journeys.SETTINGS.with(
                new Callers(List.of(), Map.of(), Map.of("blue", limits(3, 0, 0)), Optional.empty()));
        Journey journey = Journeys.journey("r1")
                .settings(settings)
                .says(conversation(maxTokens))
                .build();
        journey.origin(new Origin(caller, "", "", Map.of()));
        return journey;
    }

    private static Conversation conversation(int maxTokens) {
        Sampling plain = Sampling.UNSAID;
        Sampling sampling = new Sampling(
                OptionalInt.of(maxTokens),
                plain.temperature(),
                plain.topP(),
                plain.topK(),
                plain.stop(),
                plain.seed(),
                plain.choices(),
                plain.frequencyPenalty(),
                plain.presencePenalty(),
                plain.logprobs(),
                plain.topLogprobs());
        return Conversation.of(List.of(Message.of(Role.USER, "Hello"))).with(sampling);
    }

    /** Time that stands still until a test moves it. */
    private static final class HandTurnedTime implements TimeMeter {

        private final AtomicLong nanos = new AtomicLong();

        void advance(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
