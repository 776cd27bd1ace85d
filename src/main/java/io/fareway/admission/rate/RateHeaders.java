package io.fareway.admission.rate;

import io.fareway.model.Journey;
import java.time.Duration;

/**
 * Tells callers what is left of their limits, as <a
 * href="https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers">OpenAI's headers</a> do.
 */
final class RateHeaders {

    private RateHeaders() {}

    /**
     * Tells about one limit, unless a tighter one has been told.
     *
     * @param kind {@code requests} or {@code tokens}
     * @param untilFull until the whole limit is there again
     */
    static void tell(Journey journey, String kind, long limit, long remaining, Duration untilFull) {
        String told = journey.handling().headers().get("x-ratelimit-remaining-" + kind);
        if (told != null && Long.parseLong(told) <= remaining) {
            return;
        }
        journey.handling().tell("x-ratelimit-limit-" + kind, Long.toString(limit));
        journey.handling().tell("x-ratelimit-remaining-" + kind, Long.toString(Math.max(0, remaining)));
        journey.handling().tell("x-ratelimit-reset-" + kind, written(untilFull));
    }

    /** A duration as OpenAI writes it: {@code 6m0s}, {@code 1s}, {@code 20ms}. */
    static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        long seconds = (millis + 999) / 1000;
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }
}
