package io.fareway.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider says is left of its limits, in the headers of an answer. Known are the headers of <a
 * href="https://platform.openai.com/docs/guides/rate-limits">OpenAI</a>, which Azure, Groq, Together, Fireworks and others
 * send too ({@code x-ratelimit-remaining-requests}; a reset is a duration as in {@code 6m0s}, or seconds), of <a
 * href="https://docs.anthropic.com/en/api/rate-limits#response-headers">Anthropic</a> ({@code
 * anthropic-ratelimit-requests-remaining}; a reset is a moment), of <a
 * href="https://inference-docs.cerebras.ai/support/rate-limits">Cerebras</a> ({@code
 * x-ratelimit-remaining-tokens-minute}) and of <a href="https://openrouter.ai/docs/api-reference/limits">OpenRouter</a>
 * ({@code x-ratelimit-remaining}; a reset is a moment in seconds or milliseconds since 1970).
 *
 * @param limits one for each header that says how much is left
 */
record ToldLimits(List<Left> limits) {

    /** A header without a reset is believed this long. */
    private static final Duration WITHOUT_RESET = Duration.ofSeconds(1);

    /** A provider that wants to be left alone for longer says so with a refusal. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** A reset of more seconds than this is a moment since 1970, and in milliseconds if it is still more. */
    private static final double EARLIEST_EPOCH_SECOND = 1e9;

    private static final double EARLIEST_EPOCH_MILLI = 1e12;

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)?");

    /** What a limit counts. */
    private enum Kind {
        REQUESTS,
        TOKENS,
        ANSWER_TOKENS;

        /** How much a call takes when it begins. */
        long takenBy(long promptTokens) {
            return switch (this) {
                case REQUESTS -> 1;
                case TOKENS -> promptTokens;
                case ANSWER_TOKENS -> 0;
            };
        }
    }

    /** How the headers of one limit are named: before and after the words limit, remaining and reset. */
    private record Form(Kind kind, String before, String after) {}

    private static final List<Form> FORMS = List.of(
            new Form(Kind.REQUESTS, "x-ratelimit-", "-requests"),
            new Form(Kind.TOKENS, "x-ratelimit-", "-tokens"),
            new Form(Kind.REQUESTS, "anthropic-ratelimit-requests-", ""),
            new Form(Kind.TOKENS, "anthropic-ratelimit-tokens-", ""),
            new Form(Kind.TOKENS, "anthropic-ratelimit-input-tokens-", ""),
            new Form(Kind.ANSWER_TOKENS, "anthropic-ratelimit-output-tokens-", ""),
            new Form(Kind.REQUESTS, "x-ratelimit-", "-requests-minute"),
            new Form(Kind.REQUESTS, "x-ratelimit-", "-requests-day"),
            new Form(Kind.TOKENS, "x-ratelimit-", "-tokens-minute"),
            new Form(Kind.TOKENS, "x-ratelimit-", "-tokens-day"),
            new Form(Kind.REQUESTS, "x-ratelimit-", ""));

    ToldLimits {
        limits = List.copyOf(limits);
    }

    /**
     * What is left of one limit. Where the limit is known it flows in evenly until it is whole: {@code limit - count} from
     * {@code told} to {@code whole}; else all of it comes back at the end.
     *
     * @param limit the whole limit; 0 for unknown
     * @param needed how much the next call will take, as far as can be told
     * @param whole when the whole limit is there again
     */
    private record Left(Kind kind, long count, long limit, long needed, Instant told, Instant whole) {

        Left less(long promptTokens) {
            long taken = kind.takenBy(promptTokens);
            return new Left(kind, count - taken, limit, Math.max(1, taken), told, whole);
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
        List<Left> limits =
                FORMS.stream().flatMap(form -> told(form, header, now).stream()).toList();
        return limits.isEmpty() ? Optional.empty() : Optional.of(new ToldLimits(limits));
    }

    private static Optional<Left> told(Form form, UnaryOperator<String> header, Instant now) {
        UnaryOperator<String> part = word -> header.apply(form.before + word + form.after);
        return count(part.apply("remaining")).map(remaining -> {
            Instant reset = reset(part.apply("reset").strip(), now);
            Instant longest = now.plus(LONGEST);
            long limit = count(part.apply("limit")).orElse(0L);
            return new Left(form.kind, remaining, limit, 1, now, reset.isAfter(longest) ? longest : reset);
        });
    }

    private static Optional<Long> count(String text) {
        String count = text.strip();
        return count.matches("\\d{1,15}") ? Optional.of(Long.valueOf(count)) : Optional.empty();
    }

    /** A moment, a duration such as {@code 1m30.5s} or {@code 20ms}, seconds, or seconds or milliseconds since 1970. */
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
        return understood ? moment(seconds, now) : now.plus(WITHOUT_RESET);
    }

    private static Instant moment(double seconds, Instant now) {
        if (seconds > EARLIEST_EPOCH_MILLI) {
            return Instant.ofEpochMilli(Math.round(seconds));
        }
        if (seconds > EARLIEST_EPOCH_SECOND) {
            return Instant.ofEpochSecond(Math.round(seconds));
        }
        return now.plus(Duration.ofMillis(Math.round(seconds * 1000)));
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
        return new ToldLimits(
                limits.stream().map(left -> left.less(promptTokens)).toList());
    }

    /** When there is room for another call; empty when there is now. */
    Optional<Instant> fullUntil(Instant now) {
        return limits.stream().flatMap(left -> left.roomAt(now).stream()).max(Instant::compareTo);
    }
}
