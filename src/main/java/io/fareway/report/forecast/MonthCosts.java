package io.fareway.report.forecast;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers what a month's forecast rests on: the whole days before today, and what the month has cost so far. */
final class MonthCosts {

    /** Whole days before today that count, at most. */
    private static final int MOST_DAYS = 84;

    /** Tasks that are told apart for each provider, at most; callers choose their names freely, memory is finite. */
    static final int MOST_TASKS = 200;

    private static final String OTHER_TASKS = "(others)";

    /** Together all providers. */
    private static final String ALL = "";

    private final LocalDate first;
    private final LocalDate today;
    private final ZoneId zone;
    private final int days;
    private final Map<String, Map<String, double[]>> daily = new TreeMap<>();
    private final Map<String, Long> spent = new TreeMap<>();
    private final Map<String, Long> unpriced = new TreeMap<>();
    private final double[] byHour =
            new double[(int) ChronoUnit.DAYS.getDuration().toHours()];

    /**
     * Gathers for the month of today.
     *
     * @param begun the day of the ledger's first call
     */
    MonthCosts(LocalDate begun, LocalDate today, ZoneId zone) {
        LocalDate earliest = today.minusDays(MOST_DAYS);
        // the first day of the ledger is hardly a whole one
        LocalDate whole = begun.plusDays(1).isAfter(today) ? today : begun.plusDays(1);
        this.first = whole.isAfter(earliest) ? whole : earliest;
        this.today = today;
        this.zone = zone;
        this.days = (int) ChronoUnit.DAYS.between(first, today);
    }

    /** From when on costs are needed. */
    Instant from() {
        LocalDate month = today.withDayOfMonth(1);
        return (month.isBefore(first) ? month : first).atStartOfDay(zone).toInstant();
    }

    void add(String provider, String task, Instant hour, long pico, long answersOfUnknownCost) {
        unpriced.merge(provider, answersOfUnknownCost, Long::sum);
        unpriced.merge(ALL, answersOfUnknownCost, Long::sum);
        LocalDate day = hour.atZone(zone).toLocalDate();
        if (!day.isBefore(today.withDayOfMonth(1))) {
            spent.merge(provider, pico, Math::addExact);
            spent.merge(ALL, pico, Math::addExact);
        }
        int index = (int) ChronoUnit.DAYS.between(first, day);
        if (index >= 0 && index < days) {
            double usd = Money.fromPico(pico).doubleValue();
            series(provider, task)[index] += usd;
            series(ALL, task)[index] += usd;
            byHour[hour.atZone(zone).getHour()] += usd;
        }
    }

    private double[] series(String provider, String task) {
        Map<String, double[]> tasks = daily.computeIfAbsent(provider, added -> new TreeMap<>());
        boolean full = tasks.size() >= MOST_TASKS && !tasks.containsKey(task);
        return tasks.computeIfAbsent(full ? OTHER_TASKS : task, added -> new double[days]);
    }

    List<ProviderForecast> forecasts(Map<String, BigDecimal> fees, Instant now) {
        TreeSet<String> providers = new TreeSet<>(daily.keySet());
        providers.addAll(spent.keySet());
        providers.addAll(fees.keySet());
        List<ProviderForecast> forecasts = new ArrayList<>();
        providers.stream()
                .filter(provider -> !provider.isEmpty())
                .forEach(provider ->
                        forecasts.add(forecast(provider, fees.getOrDefault(provider, BigDecimal.ZERO), now)));
        forecasts.add(forecast(ALL, fees.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add), now));
        return forecasts;
    }

    private ProviderForecast forecast(String provider, BigDecimal fee, Instant now) {
        YearMonth month = YearMonth.from(today);
        long unknown = unpriced.getOrDefault(provider, 0L);
        BigDecimal soFar = Money.fromPico(spent.getOrDefault(provider, 0L));
        List<DailyCosts> tasks = daily.getOrDefault(provider, Map.of()).values().stream()
                .map(usd -> new DailyCosts(first, usd))
                .toList();
        if (days < MonthForecast.LEAST_DAYS) {
            return new ProviderForecast(month, provider, soFar, fee, Optional.empty(), days, unknown);
        }
        List<DailyCosts> known = tasks.isEmpty() ? List.of(new DailyCosts(first, new double[days])) : tasks;
        MonthForecast.Interval interval =
                new MonthForecast(known).of(month, soFar.doubleValue(), today, leftOfToday(now));
        ProviderForecast.Outlook outlook = new ProviderForecast.Outlook(
                Forecasts.usd(interval.expected()).add(fee),
                Forecasts.usd(interval.low()).add(fee),
                Forecasts.usd(interval.high()).add(fee));
        return new ProviderForecast(month, provider, soFar, fee, Optional.of(outlook), days, unknown);
    }

    /** The part of a day's cost that usually comes after this time of day. */
    private double leftOfToday(Instant now) {
        int hour = now.atZone(zone).getHour();
        double gone = Duration.between(now.truncatedTo(ChronoUnit.HOURS), now).toSeconds()
                / (double) Duration.ofHours(1).toSeconds();
        double sum = 0;
        double left = (1 - gone) * byHour[hour];
        for (int i = 0; i < byHour.length; i++) {
            sum += byHour[i];
            left += i > hour ? byHour[i] : 0;
        }
        return sum == 0 ? (byHour.length - hour - gone) / byHour.length : left / sum;
    }
}
