package io.fareway.report.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * What one task cost on each of several days that follow each other.
 *
 * @param first the day of the first figure
 * @param usd one figure a day, the days without use included
 */
record DailyCosts(LocalDate first, double[] usd) {

    /** Days that weigh half of the one they come before: what was long ago says less. */
    private static final double HALF_LIFE_DAYS = 28;

    private static final int WEEK = 7;

    /** How many days' worth of the plain mean a weekday's own mean is drawn towards. */
    private static final double PLAIN_WEIGHT = 1;

    DailyCosts {
        usd = usd.clone();
    }

    @Override
    public double[] usd() {
        return usd.clone();
    }

    /**
     * What is expected of each weekday, Monday first: the weighted mean of its days, drawn a little towards the weighted
     * mean of all days.
     */
    double[] byWeekday() {
        double[] sums = new double[WEEK];
        double[] weights = new double[WEEK];
        double sum = 0;
        double all = 0;
        for (int i = 0; i < usd.length; i++) {
            double weight = weight(i, usd.length);
            int weekday = weekday(i);
            sums[weekday] += weight * usd[i];
            weights[weekday] += weight;
            sum += weight * usd[i];
            all += weight;
        }
        double plain = all == 0 ? 0 : sum / all;
        double[] expected = new double[WEEK];
        for (int weekday = 0; weekday < WEEK; weekday++) {
            expected[weekday] = (sums[weekday] + PLAIN_WEIGHT * plain) / (weights[weekday] + PLAIN_WEIGHT);
        }
        return expected;
    }

    /** The weekday of a figure, 0 for Monday. */
    int weekday(int index) {
        return indexOf(first.plusDays(index));
    }

    static int indexOf(LocalDate day) {
        return day.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue();
    }

    /** The weight of a day: 1 for the latest of so many. */
    static double weight(int index, int days) {
        return Math.pow(0.5, (days - 1 - index) / HALF_LIFE_DAYS);
    }
}
