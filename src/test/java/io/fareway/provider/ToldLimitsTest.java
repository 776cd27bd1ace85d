package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers say is left of their limits, in their several ways of saying it. */
class ToldLimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void openAisHeaders_areUnderstood() {
        Optional<ToldLimits> told = told(Map.of(
                "x-ratelimit-remaining-requests", "0",
                "x-ratelimit-reset-requests", "1m30s",
                "x-ratelimit-remaining-tokens", "5000",
                "x-ratelimit-reset-tokens", "6s"));

        assertThat(told.flatMap(limits -> limits.fullUntil(NOW))).contains(NOW.plusSeconds(90));
    }

    @Test
    void anthropicsHeaders_areUnderstood() {
        Optional<ToldLimits> told = told(Map.of(
                "anthropic-ratelimit-tokens-remaining", "0",
                "anthropic-ratelimit-tokens-reset", "2026-11-21T10:00:20Z"));

        assertThat(told.flatMap(limits -> limits.fullUntil(NOW))).contains(NOW.plusSeconds(20));
    }

    @Test
    void anthropicsInputAndOutputTokens_areLimitsOfTheirOwn() {
        ToldLimits told = told(Map.of(
                        "anthropic-ratelimit-input-tokens-remaining", "500",
                        "anthropic-ratelimit-input-tokens-reset", "2026-11-21T10:00:20Z",
                        "anthropic-ratelimit-output-tokens-remaining", "1",
                        "anthropic-ratelimit-output-tokens-reset", "2026-11-21T10:00:40Z"))
                .orElseThrow();

        assertThat(told.less(300).fullUntil(NOW)).as("the next takes 300 again").contains(NOW.plusSeconds(20));
        assertThat(told.less(100).fullUntil(NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x-ratelimit-remaining-requests-day, x-ratelimit-reset-requests-day, 30, 30",
        "x-ratelimit-remaining-tokens-minute, x-ratelimit-reset-tokens-minute, 30.5, 30",
        "x-ratelimit-remaining, x-ratelimit-reset, 1795255230, 30",
        "x-ratelimit-remaining, x-ratelimit-reset, 1795255230000, 30",
        "x-ratelimit-remaining-requests, x-ratelimit-reset-requests, 30, 30"
    })
    void otherProvidersForms_areUnderstood(String remaining, String reset, String written, long seconds) {
        Optional<ToldLimits> told = told(Map.of(remaining, "0", reset, written));

        assertThat(told.flatMap(limits -> limits.fullUntil(NOW)).map(until -> until.truncatedTo(ChronoUnit.SECONDS)))
                .contains(NOW.plusSeconds(seconds));
    }

    @Test
    void unknownRest_isNotNothing() {
        assertThat(told(Map.of("x-ratelimit-remaining-tokens", "-1", "x-ratelimit-reset-tokens", "0")))
                .as("Azure writes -1 for some deployments")
                .isEmpty();
    }

    @Test
    void whatIsLeft_isLessenedByCallsThatBegin() {
        ToldLimits told = told(Map.of("x-ratelimit-remaining-requests", "1", "x-ratelimit-reset-requests", "10s"))
                .orElseThrow();

        assertThat(told.fullUntil(NOW)).isEmpty();
        assertThat(told.less(100).fullUntil(NOW)).contains(NOW.plusSeconds(10));
        assertThat(told.less(100).fullUntil(NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void knownLimit_flowsInEvenlyUntilItIsWhole() {
        ToldLimits requests = told(Map.of(
                        "x-ratelimit-limit-requests", "60",
                        "x-ratelimit-remaining-requests", "0",
                        "x-ratelimit-reset-requests", "1m0s"))
                .orElseThrow();
        ToldLimits tokens = told(Map.of(
                        "x-ratelimit-limit-tokens", "6000",
                        "x-ratelimit-remaining-tokens", "1000",
                        "x-ratelimit-reset-tokens", "50s"))
                .orElseThrow();

        assertThat(requests.fullUntil(NOW)).contains(NOW.plusSeconds(1));
        assertThat(tokens.less(1000).fullUntil(NOW))
                .as("the next call takes as much")
                .hasValueSatisfying(room -> assertThat(room).isBetween(NOW.plusSeconds(8), NOW.plusSeconds(9)));
    }

    @ParameterizedTest
    @CsvSource({"20ms, 20", "1s, 1000", "1m0.5s, 60500", "2h, 600000", "7, 7000", "soon, 1000", "'', 1000", "1s?, 1000"
    })
    void reset_isADurationOrSeconds(String written, long millis) {
        ToldLimits told = told(Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", written))
                .orElseThrow();

        assertThat(told.fullUntil(NOW)).contains(NOW.plus(Duration.ofMillis(millis)));
    }

    @Test
    void otherHeaders_sayNothing() {
        assertThat(told(Map.of("content-type", "application/json"))).isEmpty();
        assertThat(told(Map.of("x-ratelimit-remaining-requests", "many"))).isEmpty();
    }

    private static Optional<ToldLimits> told(Map<String, String> headers) {
        return ToldLimits.in(name -> headers.getOrDefault(name, ""), NOW);
    }
}
