package io.fareway.provider;

import java.time.Duration;
import java.time.Instant;

/**
 * A token as its server gave it.
 *
 * @param value what is sent to the provider
 * @param since when it was given
 * @param until when it ends
 */
record AccessToken(String value, Instant since, Instant until) {

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);

    /** From here on a new one is asked for: five minutes before the end, or at half of a shorter life. */
    Instant renewFrom() {
        return until.minus(margin());
    }

    /** From here on it might end on its way: a tenth of the time that was left for renewing it. */
    Instant uselessFrom() {
        return until.minus(margin().dividedBy(10));
    }

    private Duration margin() {
        Duration half = Duration.between(since, until).dividedBy(2);
        return half.compareTo(LONGEST_MARGIN) < 0 ? half : LONGEST_MARGIN;
    }
}
