package io.fareway.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Adds up the rows of one day, as a whole, by hour, and in every dimension. */
final class DayCount {

    private final ReportPeriod period;
    private final GroupCount total = new GroupCount();
    private final Map<Dimension, Breakdown> breakdowns = new EnumMap<>(Dimension.class);
    private final List<GroupCount> hours;
    private final Set<String> baselines = new TreeSet<>();

    DayCount(ReportPeriod period) {
        this.period = period;
        this.hours = IntStream.range(0, period.hours())
                .mapToObj(hour -> new GroupCount())
                .toList();
        for (Dimension dimension : Dimension.REPORTED) {
            breakdowns.put(dimension, new Breakdown(dimension));
        }
    }

    void requests(CellKey key, String baseline, RequestSums sums, SavingSums savings) {
        baselines.add(baseline);
        total.add(sums);
        hours.get(key.slot()).add(sums);
        breakdowns.values().forEach(breakdown -> breakdown.of(key).add(sums));
        total.add(savings);
        hours.get(key.slot()).add(savings);
        breakdowns.values().forEach(breakdown -> breakdown.of(key).add(savings));
    }

    void attempts(CellKey key, AttemptSums sums) {
        total.add(sums);
        hours.get(key.slot()).add(sums);
        breakdowns.values().forEach(breakdown -> breakdown.of(key).add(sums));
    }

    void requestMeasured(CellKey key, long durationMillis, OptionalLong firstByteMillis) {
        total.measured(durationMillis, firstByteMillis);
        breakdowns.forEach((dimension, breakdown) -> {
            if (!dimension.byAttempt()) {
                breakdown.of(key).measured(durationMillis, firstByteMillis);
            }
        });
    }

    void attemptMeasured(CellKey key, long durationMillis, OptionalLong firstByteMillis) {
        breakdowns.forEach((dimension, breakdown) -> {
            if (dimension.byAttempt()) {
                breakdown.of(key).measured(durationMillis, firstByteMillis);
            }
        });
    }

    DayReport report(List<FrequentError> errors, List<DearRequest> dearest, long underWay) {
        Whole all = total.whole();
        Map<Dimension, List<Group>> groups = new EnumMap<>(Dimension.class);
        breakdowns.forEach((dimension, breakdown) -> groups.put(dimension, breakdown.groups(all)));
        List<Group> byHour = IntStream.range(0, hours.size())
                .mapToObj(hour -> hours.get(hour).byRequest(period.hourLabel(hour), all))
                .toList();
        return new DayReport(
                period, List.copyOf(baselines), total.byRequest("all", all), groups, byHour, errors, dearest, underWay);
    }
}
