package io.fareway.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a provider says is left of its limits, in the headers of an answer: {@code x-ratelimit-limit-requests}, {@code
 * -remaining-requests} and {@code -reset-requests} (<a
 * href="https://platform.openai.com/docs/guides/rate-limits">OpenAI</a>, Groq, Together and others; a reset is a duration
 * as in {@code 6m0s}, or seconds), or {@code anthropic-ratelimit-requests-limit}, {@code -remaining} and {@code -reset} (<a
 * href="https://docs.anthropic.com/en/api/rate-limits#response-headers">Anthropic</a>; a reset is a moment). The same with
 * {@code tokens}.
 */
record ToldLimits(Optional<Left> requests, Optional<Left> tokens) {

    /** A header without a reset is believed this long. */
    private static final Duration WITHOUT_RESET = Duration.ofSeconds(1);

    /** A provider that wants to be left alone for longer says so with a refusal. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)?");

    /**
     * What is left of one limit. Where the limit is known it flows in evenly until it is whole: {@code limit - count} from
     * {@code told} to {@code whole}; else all of it comes back at the end.
     *
     * @param count requests or tokens
     * @param limit the whole limit; 0 for unknown
     * @param needed how much the next call will take, as far as can be told
     * @param whole when the whole limit is there again
     */
    record Left(long count, long limit, long needed, Instant told, Instant whole) {

        Left less(long amount) {
            return new Left(count - amount, limit, Math.max(1, amount), told, whole);
        }

        Optional<Instant> roomAt(Instant now) {
            if (count >= needed || !whole.isAfter(now)) {
                return Optional.empty();
            }
            Instant room = limit > count && limit >= needed
                    ? told.plus(Duration.between(told, whole)
                            .multipliedBy(needed - count)
                            .dividedBy(limit - count))
                    : whole;
            return room.isAfter(now) ? Optional.of(room) : Optional.empty();
        }
    }

    /** What the headers say; empty when they say nothing. */
    static Optional<ToldLimits> in(UnaryOperator<String> header, Instant now) {
        ToldLimits limits = new ToldLimits(left("requests", header, now), left("tokens", header, now));
        return limits.requests.isPresent() || limits.tokens.isPresent() ? Optional.of(limits) : Optional.empty();
    }

    private static Optional<Left> left(String kind, UnaryOperator<String> header, Instant now) {
        return Stream.<UnaryOperator<String>>of(
                        part -> "x-ratelimit-" + part + "-" + kind, part -> "anthropic-ratelimit-" + kind + "-" + part)
                .map(names -> told(part -> header.apply(names.apply(part)), now))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Left> told(UnaryOperator<String> part, Instant now) {
        return count(part.apply("remaining")).map(remaining -> {
            Instant reset = reset(part.apply("reset").strip(), now);
            Instant longest = now.plus(LONGEST);
            long limit = count(part.apply("limit")).orElse(0L);
            return new Left(remaining, limit, 1, now, reset.isAfter(longest) ? longest : reset);
        });
    }

    private static Optional<Long> count(String text) {
        String count = text.strip();
        return count.matches("\\d{1,15}") ? Optional.of(Long.valueOf(count)) : Optional.empty();
    }

    /** A moment, a duration such as {@code 1m30.5s} or {@code 20ms}, or seconds. */
    private static Instant reset(String text, Instant now) {
        if (text.contains("T")) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                return now.plus(WITHOUT_RESET);
            }
        }
        Matcher part = PART.matcher(text);
        double seconds = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            seconds += Double.parseDouble(part.group(1))
                    * secondsOf(Optional.ofNullable(part.group(2)).orElse("s"));
            end = part.end();
        }
        boolean understood = end > 0 && end == text.length();
        return now.plus(understood ? Duration.ofMillis(Math.round(seconds * 1000)) : WITHOUT_RESET);
    }

    private static double secondsOf(String unit) {
        return switch (unit) {
            case "ms" -> 0.001;
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            default -> 1;
        };
    }

    /** What is left when a call with a prompt of so many tokens has begun. */
    ToldLimits less(long promptTokens) {
        return new ToldLimits(requests.map(left -> left.less(1)), tokens.map(left -> left.less(promptTokens)));
    }

    /** When there is room for another call; empty when there is now. */
    Optional<Instant> fullUntil(Instant now) {
        return Stream.of(requests, tokens)
                .flatMap(Optional::stream)
                .flatMap(left -> left.roomAt(now).stream())
                .max(Instant::compareTo);
    }
}
