package io.fareway.provider;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The {@code Retry-After} header, <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110</a>. */
final class RetryAfter {

    /** Longer pauses are capped: a provider's clock or unit may be wrong, and a probe costs little. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * How long an answer asks to wait: {@code retry-after-ms}, which <a
     * href="https://learn.microsoft.com/en-us/azure/ai-foundry/openai/how-to/provisioned-get-started">Azure</a> sends and
     * which is more exact, or else {@code Retry-After}.
     *
     * @param header the value of a response header by its name; empty when it was not sent
     * @return empty when neither is there or can be read
     */
    static Optional<Duration> in(UnaryOperator<String> header, Instant now) {
        String millis = header.apply("retry-after-ms").strip();
        return millis.matches("\\d{1,9}")
                ? Optional.of(Duration.ofMillis(Math.min(Long.parseLong(millis), LONGEST.toMillis())))
                : read(header.apply("Retry-After"), now);
    }

    /**
     * How long to wait.
     *
     * @param header seconds (decimals allowed, as some providers send them) or an HTTP date; empty when absent
     * @return empty when the header is absent or cannot be read; never negative, at most an hour
     */
    static Optional<Duration> read(String header, Instant now) {
        String value = header.trim();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> wait =
                value.chars().allMatch(c -> Character.isDigit(c) || c == '.') ? seconds(value) : untilDate(value, now);
        return wait.map(duration -> duration.isNegative() ? Duration.ZERO : duration)
                .map(RetryAfter::capped);
    }

    /** No more than an hour. */
    static Duration capped(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Optional<Duration> seconds(String value) {
        try {
            BigDecimal millis = new BigDecimal(value).movePointRight(3).min(BigDecimal.valueOf(LONGEST.toMillis()));
            return Optional.of(
                    Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING).longValueExact()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> untilDate(String value, Instant now) {
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, date));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
