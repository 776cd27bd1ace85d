package io.fareway.report.anomaly;

import java.util.Arrays;

/**
 * How far a figure lies from others, in robust standard deviations: {@code (x - median) / max(1.4826 * MAD, a tenth of the
 * median)}, MAD being the median of the absolute differences from the median. One wild hour among the others moves
 * neither. The floor keeps hours that are all but equal from making an alarm of a cent.
 */
final class RobustScore {

    /** Makes the median absolute deviation of a normal distribution its standard deviation. */
    private static final double TO_STANDARD_DEVIATION = 1.4826;

    private static final double LEAST_SPREAD = 0.1;

    private RobustScore() {}

    /** Infinite where all others are zero and the figure is not. */
    static double of(double figure, double[] others) {
        double median = median(others);
        double[] apart =
                Arrays.stream(others).map(other -> Math.abs(other - median)).toArray();
        double spread = Math.max(TO_STANDARD_DEVIATION * median(apart), LEAST_SPREAD * median);
        double distance = figure - median;
        return distance == 0 ? 0 : distance / spread;
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
