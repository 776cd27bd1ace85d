package io.fareway.admission.budget;

import java.math.BigInteger;

/**
 * How full a window is, in pico-dollars.
 *
 * @param spentPico the real cost of what has been settled
 * @param reservedPico the worst case of what is under way
 * @param overrunPico the part of spent by which settlements exceeded their reservations
 * @param warned highest percent that was warned about; 0 = none
 */
record WindowState(Window window, long limitPico, long spentPico, long reservedPico, long overrunPico, int warned) {

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    boolean hasRoomFor(long pico) {
        return Math.addExact(Math.addExact(spentPico, reservedPico), pico) <= limitPico;
    }

    /** Whole percent of the limit that is spent. */
    int percentSpent() {
        if (limitPico == 0) {
            return spentPico > 0 ? Integer.MAX_VALUE : 100;
        }
        BigInteger percent = BigInteger.valueOf(spentPico).multiply(HUNDRED).divide(BigInteger.valueOf(limitPico));
        return percent.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
    }

    WindowState reserve(long pico) {
        return new WindowState(window, limitPico, spentPico, Math.addExact(reservedPico, pico), overrunPico, warned);
    }

    /** Puts the real cost in place of a reservation. */
    WindowState settle(long reserved, long cost) {
        return new WindowState(
                window,
                limitPico,
                Math.addExact(spentPico, cost),
                reservedPico - reserved,
                Math.addExact(overrunPico, Math.max(0, cost - reserved)),
                warned);
    }

    WindowState warnedAt(int percent) {
        return new WindowState(window, limitPico, spentPico, reservedPico, overrunPico, percent);
    }
}
