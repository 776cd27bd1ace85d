package io.fareway.report.forecast;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What a month will cost: what is spent, and what the days that are left are expected to cost. Each task has an expectation
 * of its own for each weekday ({@link DailyCosts#byWeekday}); the sum over tasks is what a day is expected to cost. How
 * far single days were from that, and how few days each weekday's expectation rests on, make the interval: 2,000
 * months are played through with days drawn from the past, and the middle 80 per cent of them count.
 */
final class MonthForecast {

    /** Fewer days than this say too little about a week. */
    static final int LEAST_DAYS = 14;

    private static final int PLAYED = 2_000;
    private static final double LOW = 0.10;
    private static final double HIGH = 0.90;
    private static final int WEEK = 7;

    /** Figures that the expectation fits to the past: one a weekday. */
    private static final int FITTED = 7;

    private final double[] expected = new double[WEEK];
    private final double[] weightOf = new double[WEEK];
    private final double[] ratios;

    /**
     * Learns from the past.
     *
     * @param tasks of one provider, over the same days
     */
    MonthForecast(List<DailyCosts> tasks) {
        DailyCosts first = tasks.getFirst();
        int days = first.usd().length;
        double[] total = new double[days];
        for (DailyCosts task : tasks) {
            double[] ofTask = task.byWeekday();
            double[] usd = task.usd();
            for (int weekday = 0; weekday < WEEK; weekday++) {
                expected[weekday] += ofTask[weekday];
            }
            for (int i = 0; i < days; i++) {
                total[i] += usd[i];
            }
        }
        this.ratios = ratios(first, total);
        for (int i = 0; i < days; i++) {
            weightOf[first.weekday(i)] += DailyCosts.weight(i, days);
        }
    }

    /** By how much days were dearer than expected, as a factor; widened for what the expectation was fitted to. */
    private double[] ratios(DailyCosts past, double[] total) {
        List<Double> known = new ArrayList<>();
        for (int i = 0; i < total.length; i++) {
            double of = expected[past.weekday(i)];
            if (of > 0) {
                known.add(total[i] / of);
            }
        }
        double mean = known.stream().mapToDouble(Double::doubleValue).average().orElse(1);
        double widened = Math.sqrt((double) total.length / Math.max(1, total.length - FITTED));
        return known.stream().mapToDouble(ratio -> 1 + (ratio - mean) * widened).toArray();
    }

    /**
     * A month.
     *
     * @param low one month in ten is expected to cost less
     * @param high one month in ten is expected to cost more
     */
    record Interval(double expected, double low, double high) {}

    /**
     * The whole month.
     *
     * @param spent of the month so far, today's part included
     * @param today the day that is under way
     * @param left part of today that is left, 0 to 1
     */
    Interval of(YearMonth month, double spent, LocalDate today, double left) {
        List<LocalDate> days =
                today.datesUntil(month.atEndOfMonth().plusDays(1)).toList();
        double sum = spent;
        for (LocalDate day : days) {
            sum += share(day, today, left) * expected[DailyCosts.indexOf(day)];
        }
        double[] played = play(days, spent, today, left);
        return new Interval(sum, played[(int) (LOW * PLAYED)], played[(int) (HIGH * PLAYED)]);
    }

    private static double share(LocalDate day, LocalDate today, double left) {
        return day.equals(today) ? left : 1;
    }

    /** Months in order of cost. The same past gives the same months. */
    private double[] play(List<LocalDate> days, double spent, LocalDate today, double left) {
        Random random = new Random(Arrays.hashCode(ratios));
        double spread = deviation();
        double[] months = new double[PLAYED];
        for (int i = 0; i < PLAYED; i++) {
            double[] errors = new double[WEEK];
            for (int weekday = 0; weekday < WEEK; weekday++) {
                errors[weekday] = random.nextGaussian() * spread / Math.sqrt(Math.max(1, weightOf[weekday]));
            }
            double sum = spent;
            for (LocalDate day : days) {
                int weekday = DailyCosts.indexOf(day);
                double ratio = ratios.length == 0 ? 1 : ratios[random.nextInt(ratios.length)];
                sum += share(day, today, left) * expected[weekday] * Math.max(0, ratio + errors[weekday]);
            }
            months[i] = sum;
        }
        Arrays.sort(months);
        return months;
    }

    private double deviation() {
        return Math.sqrt(Arrays.stream(ratios)
                .map(ratio -> (ratio - 1) * (ratio - 1))
                .average()
                .orElse(0));
    }
}
