package io.fareway.model;

import java.time.Duration;

/** What became of the turns of a request's candidates so far. Used by one thread at a time. */
public final class Turns {

    private static final int NONE = -1;

    private volatile int callsBefore = NONE;
    private volatile int callsInEarlierTiers;
    private volatile Duration waited = Duration.ZERO;

    /** Notes that a candidate has its turn, after so many calls. */
    void given(int calls) {
        callsBefore = calls;
    }

    /**
     * Whether the last turn brought no call: somebody else took the place, the breaker opened, or a route stopped.
     *
     * @param calls so many calls have been made by now
     */
    public boolean wasLastInVain(int calls) {
        return callsBefore == calls;
    }

    /** Notes that a further tier has its turn, after so many calls: what it allows does not count them. */
    public void inFurtherTier(int calls) {
        callsInEarlierTiers = calls;
    }

    /** How many calls were made before the tier that has its turn. */
    public int callsInEarlierTiers() {
        return callsInEarlierTiers;
    }

    /** How long the request has waited in all for a candidate that could be called. */
    public Duration waited() {
        return waited;
    }

    /** Notes a further wait. */
    public void addWait(Duration wait) {
        waited = waited.plus(wait);
    }
}
