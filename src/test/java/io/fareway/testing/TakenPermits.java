package io.fareway.testing;

import io.fareway.admission.Admission;
import io.fareway.model.RequestError;

/** All of the gateway's permits, so that it refuses every further request until this is closed. */
public final class TakenPermits implements AutoCloseable {

    private final Admission admission;
    private int count;

    private TakenPermits(Admission admission) {
        this.admission = admission;
    }

    /** Takes every permit that is free. */
    public static TakenPermits all(Admission admission) {
        TakenPermits taken = new TakenPermits(admission);
        while (taken.takeOne()) {
            taken.count++;
        }
        return taken;
    }

    private boolean takeOne() {
        try {
            admission.enter();
            return true;
        } catch (RequestError full) {
            return false;
        }
    }

    /** How many were taken. */
    public int count() {
        return count;
    }

    @Override
    public void close() {
        for (; count > 0; count--) {
            admission.leave();
        }
    }
}
