package io.fareway.routing.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Attempt;
import io.fareway.model.Caller;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.model.Outcome;
import io.fareway.model.RateLimits;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.choice.Affinity;
import io.fareway.model.choice.PromptCache;
import io.fareway.model.choice.RoutingSettings;
import io.fareway.routing.WarmCaches.WarmCache;
import io.fareway.testing.Journeys;
import io.fareway.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who answered a session last, and how much of its next prompt is expected from the cache there. */
class SessionMemoryTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String GROQ = Journeys.GROQ.name();

    private final MovableClock clock = new MovableClock(NOON);
    private final SessionMemory memory = new SessionMemory(new SessionProperties(2, Duration.ofHours(1)), clock);

    @Test
    void halfOfTheRepeatedPrompt_isExpectedAtFirst_forAsLongAsTheCacheLives() {
        answer("s", 4_000, 0);

        assertThat(memory.of(journey("s", 6_000), clock.instant()))
                .contains(new WarmCache(GROQ, 2_000, NOON.plusSeconds(300)));
        assertThat(memory.of(journey("s", 1_000), clock.instant()))
                .as("a shorter prompt repeats no more than itself")
                .hasValueSatisfying(cache -> assertThat(cache.cachedTokens()).isEqualTo(500));
        clock.advance(Duration.ofMinutes(5));
        assertThat(memory.of(journey("s", 6_000), clock.instant())).isEmpty();
    }

    @Test
    void measuredShare_takesThePlaceOfTheAssumedOne() {
        answer("s", 30_000, 0);
        answer("s", 30_000, 27_000);

        assertThat(memory.of(journey("s", 40_000), clock.instant()))
                .as("(27,000 + 5,000) / (30,000 + 10,000) of 30,000")
                .hasValueSatisfying(cache -> assertThat(cache.cachedTokens()).isEqualTo(24_000));
    }

    @Test
    void toolsThatOnlyTheProviderCounts_makeNoMoreCachedThanIsRepeated() {
        answer("s", 10_000, new Usage(Map.of(TokenClass.INPUT, 200_000L), false));
        answer("s", 10_000, new Usage(Map.of(TokenClass.INPUT, 10_000L, TokenClass.CACHE_READ, 190_000L), false));

        assertThat(memory.of(journey("s", 10_000), clock.instant()))
                .as("95 % of 10,000: (9,500 + 5,000) / (10,000 + 10,000) of 10,000")
                .hasValueSatisfying(cache -> assertThat(cache.cachedTokens()).isEqualTo(7_250));
    }

    @Test
    void shortPrompts_areNotCached() {
        answer("s", 999, 0);

        assertThat(memory.of(journey("s", 6_000), clock.instant())).isEmpty();
        assertThat(memory.lastAnswering(journey("s", 6_000))).contains(GROQ);
    }

    @Test
    void sessionsOfTwoCallers_areTwo_andARequestWithoutOneIsNone() {
        answer("s", 4_000, 0);
        Journey other = journey("s", 4_000);
        other.origin(new Origin(new Caller("ann", "", "", "", RateLimits.NONE), "", "s", Map.of()));

        assertThat(memory.lastAnswering(other)).isEmpty();
        assertThat(memory.lastAnswering(journey("", 4_000))).isEmpty();
    }

    @Test
    void session_isForgottenWhenItIsSilentForLong() {
        answer("first", 4_000, 0);
        clock.advance(Duration.ofMinutes(59));
        boolean known = memory.lastAnswering(journey("first", 1)).isPresent();
        clock.advance(Duration.ofMinutes(2));

        assertThat(known).isTrue();
        assertThat(memory.lastAnswering(journey("first", 1))).isEmpty();
    }

    @Test
    void failedRequest_leavesNoTrace() {
        Journey journey = journey("s", 4_000);
        Journeys.failed(Journeys.attempt(journey));
        memory.remember(journey);

        assertThat(memory.lastAnswering(journey("s", 1))).isEmpty();
    }

    private void answer(String session, long promptTokens, long cached) {
        answer(
                session,
                promptTokens,
                new Usage(Map.of(TokenClass.INPUT, promptTokens - cached, TokenClass.CACHE_READ, cached), false));
    }

    private void answer(String session, long promptTokens, Usage usage) {
        Journey journey = journey(session, promptTokens);
        Attempt attempt = Journeys.attempt(journey);
        attempt.usage(usage);
        attempt.end(Outcome.ANSWERED, "");
        memory.remember(journey);
    }

    private static Journey journey(String session, long promptTokens) {
        Affinity affinity =
                new Affinity(Map.of(), Map.of(), Map.of("groq", new PromptCache(Duration.ofMinutes(5), 1_000)));
        Journey journey = Journeys.journey("r1")
                .settings(Journeys.SETTINGS.with(RoutingSettings.NONE.with(affinity)))
                .build();
        journey.origin(new Origin(Caller.UNNAMED, "", session, Map.of()));
        journey.promptTokens(promptTokens);
        return journey;
    }
}
