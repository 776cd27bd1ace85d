package io.fareway.model.check;

/** How much work one check may make; of use for one answer, by one thread. */
final class Steps {

    /** Enough for any expression over a long answer that does not try all combinations. */
    private static final int MOST = 5_000_000;

    private int taken;

    /** Takes so many. */
    void take(int steps) {
        taken += steps;
        if (taken > MOST) {
            throw new ExhaustedException();
        }
    }

    /** The check needs more steps than it may take. */
    static final class ExhaustedException extends RuntimeException {

        private ExhaustedException() {
            super("it takes more than " + MOST + " steps", null, false, false);
        }
    }
}
