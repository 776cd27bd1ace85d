package io.fareway.provider;

import io.fareway.ledger.RecentCall;
import io.fareway.model.Outcome;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * The recent calls of one deployment, in two generations: the older one is forgotten as a whole when the younger has
 * reached its age, so figures cover between one and two ages. Writers wait for each other, readers never do.
 */
final class CallWindow {

    private static final Snapshot NOTHING_YET = new Snapshot(Measured.NOTHING, Long.MAX_VALUE);

    private final long ageMillis;
    private final AtomicInteger underWay = new AtomicInteger();
    private Generation younger = new Generation();
    private Generation older = new Generation();
    private long youngerSince;
    private volatile Snapshot snapshot = NOTHING_YET;

    /** Figures, and the moment from which on they are too old. */
    private record Snapshot(Measured measured, long staleFromMillis) {}

    CallWindow(long ageMillis, long nowMillis) {
        this.ageMillis = ageMillis;
        this.youngerSince = nowMillis;
    }

    void opened() {
        underWay.incrementAndGet();
    }

    void closed() {
        underWay.decrementAndGet();
    }

    int underWay() {
        return underWay.get();
    }

    synchronized void add(RecentCall call) {
        boolean succeeded = call.outcome() == Outcome.ANSWERED;
        if (!succeeded && call.outcome() != Outcome.FAILED) {
            return; // the caller's doing, or nobody knows
        }
        long now = call.closedAt().toEpochMilli();
        turnGenerations(now);
        younger.add(call, succeeded);
        Generation both = new Generation();
        both.add(older);
        both.add(younger);
        snapshot = new Snapshot(both.measured(), youngerSince + 2 * ageMillis);
    }

    /** Forgets what was measured, but not the calls under way. */
    synchronized void forget() {
        younger = new Generation();
        older = new Generation();
        snapshot = NOTHING_YET;
    }

    private void turnGenerations(long nowMillis) {
        if (nowMillis - youngerSince < ageMillis) {
            return;
        }
        boolean olderStillCounts = nowMillis - youngerSince < 2 * ageMillis;
        older = olderStillCounts ? younger : new Generation();
        younger = new Generation();
        youngerSince = olderStillCounts ? youngerSince + ageMillis : nowMillis;
    }

    Measured measured(long nowMillis) {
        Snapshot latest = snapshot;
        return nowMillis < latest.staleFromMillis() ? latest.measured() : Measured.NOTHING;
    }

    /** Sums over the calls of one age. Counts of latencies are exact to one per cent. */
    private static final class Generation {

        private static final int DIGITS = 2;

        private final Histogram firstToken = new Histogram(DIGITS);
        private final Histogram wholeAnswer = new Histogram(DIGITS);
        private long calls;
        private long successes;
        private long promptTokens;
        private long cachedTokens;
        private long answerTokens;
        private long speakingMillis;

        void add(RecentCall call, boolean succeeded) {
            calls++;
            if (!succeeded) {
                return;
            }
            successes++;
            promptTokens += call.promptTokens();
            cachedTokens += call.cachedTokens();
            answerTokens += call.answerTokens();
            long waited = call.streamed() ? call.firstByteMillis().orElse(0) : 0;
            speakingMillis += Math.max(0, call.durationMillis() - waited);
            if (call.streamed()) {
                call.firstByteMillis().ifPresent(millis -> firstToken.recordValue(Math.max(0, millis)));
            } else {
                wholeAnswer.recordValue(Math.max(0, call.durationMillis()));
            }
        }

        void add(Generation other) {
            firstToken.add(other.firstToken);
            wholeAnswer.add(other.wholeAnswer);
            calls += other.calls;
            successes += other.successes;
            promptTokens += other.promptTokens;
            cachedTokens += other.cachedTokens;
            answerTokens += other.answerTokens;
            speakingMillis += other.speakingMillis;
        }

        Measured measured() {
            return new Measured(
                    calls,
                    (successes + Measured.USUAL_WEIGHT * Measured.USUAL_SUCCESS_RATE) / (calls + Measured.USUAL_WEIGHT),
                    latency(firstToken),
                    latency(wholeAnswer),
                    speakingMillis == 0 || answerTokens == 0
                            ? Measured.USUAL_TOKENS_PER_SECOND
                            : 1_000.0 * answerTokens / speakingMillis,
                    (answerTokens + Measured.USUAL_LENGTH_WEIGHT * Measured.USUAL_ANSWER_TOKENS)
                            / (successes + Measured.USUAL_LENGTH_WEIGHT),
                    promptTokens == 0 ? 0 : (double) cachedTokens / promptTokens);
        }

        private static Measured.Latency latency(Histogram millis) {
            return new Measured.Latency(
                    millis.getTotalCount(),
                    millis.getValueAtPercentile(50),
                    millis.getValueAtPercentile(95),
                    millis.getValueAtPercentile(99));
        }
    }
}
