package io.fareway.routing.whatif;

import io.fareway.ledger.PastAttempt;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.provider.Measured;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** What one deployment did in the period. Latencies are exact to one per cent. */
final class DeploymentFigures {

    /** Classes among which a provider's prompt cache divides plain prompt tokens. */
    private static final Set<TokenClass> CACHEABLE =
            EnumSet.of(TokenClass.INPUT, TokenClass.CACHE_READ, TokenClass.CACHE_WRITE_5M, TokenClass.CACHE_WRITE_1H);

    private static final int DIGITS = 2;
    private static final int SECOND = 1_000;

    private final Histogram firstToken = new Histogram(DIGITS);
    private final Histogram wholeAnswer = new Histogram(DIGITS);
    private final Histogram durations = new Histogram(DIGITS);
    private final Map<TokenClass, Long> prompt = new EnumMap<>(TokenClass.class);
    private long answered;
    private long failed;
    private long failedMillis;
    private long failedPico;
    private long answerTokens;

    void add(PastAttempt attempt, boolean streamed) {
        switch (attempt.outcome()) {
            case ANSWERED -> addAnswer(attempt, streamed);
            case FAILED, UNCERTAIN -> {
                failed++;
                failedMillis += attempt.durationMillis();
                failedPico += attempt.costPico().orElse(0);
            }
            case REFUSED, CANCELLED -> {
                // the caller's doing
            }
        }
    }

    private void addAnswer(PastAttempt attempt, boolean streamed) {
        answered++;
        answerTokens += attempt.usage().answer();
        CACHEABLE.forEach(tokenClass -> prompt.merge(tokenClass, attempt.usage().of(tokenClass), Long::sum));
        durations.recordValue(Math.max(0, attempt.durationMillis()));
        if (streamed) {
            attempt.firstByteMillis().ifPresent(millis -> firstToken.recordValue(Math.max(0, millis)));
        } else {
            wholeAnswer.recordValue(Math.max(0, attempt.durationMillis()));
        }
    }

    /** Whether it was called at all. */
    boolean isMeasured() {
        return answered + failed > 0;
    }

    /** Share of calls that were answered, 0 to 1; the usual one where nothing was measured. */
    double successRate() {
        return isMeasured() ? (double) answered / (answered + failed) : Measured.NOTHING.successRate();
    }

    /** Mean duration of a call that failed, in ms. */
    double failedMillis() {
        return failed == 0 ? 0 : (double) failedMillis / failed;
    }

    /** Mean cost of a call that failed, in pico-dollars. */
    double failedPico() {
        return failed == 0 ? 0 : (double) failedPico / failed;
    }

    /** Durations of its answers, in ms; empty for none. */
    Histogram durations() {
        return durations;
    }

    /** The same figures as the gateway measures while it runs. */
    Measured measured() {
        long spoken = durations.getTotalCount() == 0 ? 0 : Math.round(durations.getMean() * durations.getTotalCount());
        boolean speaks = spoken > 0 && answerTokens > 0;
        return new Measured(
                answered + failed,
                successRate(),
                latency(firstToken),
                latency(wholeAnswer),
                speaks ? (double) SECOND * answerTokens / spoken : Measured.NOTHING.tokensPerSecond(),
                answered == 0 ? Measured.NOTHING.answerTokens() : (double) answerTokens / answered,
                cacheShare(TokenClass.CACHE_READ));
    }

    private static Measured.Latency latency(Histogram millis) {
        return new Measured.Latency(
                millis.getTotalCount(),
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(95),
                millis.getValueAtPercentile(99));
    }

    private double cacheShare(TokenClass tokenClass) {
        long all = prompt.values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 0 : (double) prompt.getOrDefault(tokenClass, 0L) / all;
    }

    /** The plain prompt tokens of a usage, divided as this deployment's cache divided them in the period. */
    Map<TokenClass, Long> prompt(Usage usage) {
        long all = CACHEABLE.stream().mapToLong(usage::of).sum();
        Map<TokenClass, Long> divided = new EnumMap<>(TokenClass.class);
        long left = all;
        for (TokenClass tokenClass : CACHEABLE) {
            if (tokenClass != TokenClass.INPUT) {
                long part = Math.min(left, Math.round(all * cacheShare(tokenClass)));
                divided.put(tokenClass, part);
                left -= part;
            }
        }
        divided.put(TokenClass.INPUT, left);
        return divided;
    }
}
