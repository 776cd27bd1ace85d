package io.fareway.batch;

import com.netflix.concurrency.limits.limit.AIMDLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Bounds the lines under way, of all jobs together. Each lane (what the lines ask for) has a limit of its own that
 * adapts: one more for each answer while the lane is in full use, a third less for each rate limit, between 1 and the
 * bound of all. Answers take seconds to minutes by their length, so that durations say nothing about a provider's load:
 * only its own word counts. Of those who wait, the job of the highest priority goes first, then who waits longest.
 *
 * <p>Additive increase, multiplicative decrease: {@link AIMDLimit} of Netflix concurrency-limits.
 */
final class LineSlots {

    private static final int FIRST_LIMIT = 8;
    private static final double BACKOFF = 0.7;
    private static final long NEVER_HOURS = 24;
    private static final long LOOK_AGAIN_MILLIS = 1000;

    private final int most;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final List<Claim> waiting = new ArrayList<>();
    private int underWay;

    /** @param most lines under way at once */
    LineSlots(int most) {
        this.most = most;
    }

    /**
     * Waits for a slot.
     *
     * @return empty when the signal was set first
     */
    synchronized Optional<Slot> acquire(IntSupplier priority, String lane, StopSignal stop)
            throws InterruptedException {
        Claim claim = new Claim(priority, lanes.computeIfAbsent(lane, name -> new Lane(most)));
        waiting.add(claim);
        try {
            while (!stop.isSet()) {
                if (isNext(claim)) {
                    underWay++;
                    claim.lane.underWay++;
                    return Optional.of(new Slot(claim.lane));
                }
                wait(LOOK_AGAIN_MILLIS);
            }
            return Optional.empty();
        } finally {
            waiting.remove(claim);
            notifyAll();
        }
    }

    private boolean isNext(Claim claim) {
        return mayGo(claim)
                && waiting.stream()
                        .filter(this::mayGo)
                        .noneMatch(other -> other != claim && other.goesBefore(claim, waiting));
    }

    private boolean mayGo(Claim claim) {
        return underWay < most && claim.lane.underWay < claim.lane.limit.getLimit();
    }

    /** How many lines of a lane may be under way at once now. */
    synchronized int limitOf(String lane) {
        return Optional.ofNullable(lanes.get(lane))
                .map(known -> known.limit.getLimit())
                .orElse(Math.min(FIRST_LIMIT, most));
    }

    /** The place of one line under way. */
    final class Slot {

        private final Lane lane;
        private final long sinceNanos = System.nanoTime();

        private Slot(Lane lane) {
            this.lane = lane;
        }

        /**
         * Gives it back.
         *
         * @param rateLimited whether a provider has asked for fewer calls
         */
        void release(boolean rateLimited) {
            synchronized (LineSlots.this) {
                lane.limit.onSample(sinceNanos, System.nanoTime() - sinceNanos, lane.underWay, rateLimited);
                lane.underWay--;
                underWay--;
                LineSlots.this.notifyAll();
            }
        }
    }

    private static final class Lane {

        private final AIMDLimit limit;
        private int underWay;

        Lane(int most) {
            this.limit = AIMDLimit.newBuilder()
                    .initialLimit(Math.min(FIRST_LIMIT, most))
                    .minLimit(1)
                    .maxLimit(most)
                    .backoffRatio(BACKOFF)
                    .timeout(NEVER_HOURS, TimeUnit.HOURS)
                    .build();
        }
    }

    private static final class Claim {

        private final IntSupplier priority;
        private final Lane lane;

        Claim(IntSupplier priority, Lane lane) {
            this.priority = priority;
            this.lane = lane;
        }

        boolean goesBefore(Claim other, List<Claim> arrival) {
            int mine = priority.getAsInt();
            int others = other.priority.getAsInt();
            return mine > others || (mine == others && arrival.indexOf(this) < arrival.indexOf(other));
        }
    }
}
