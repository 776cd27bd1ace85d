package io.fareway.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Adds up the rows of one period, as a whole, by slot of time, and in every dimension. */
final class PeriodCount {

    private final ReportPeriod period;
    private final GroupCount total = new GroupCount();
    private final Map<Dimension, Breakdown> breakdowns = new EnumMap<>(Dimension.class);
    private final List<GroupCount> slots;
    private final Set<String> baselines = new TreeSet<>();

    PeriodCount(ReportPeriod period) {
        this.period = period;
        this.slots = IntStream.range(0, period.slots())
                .mapToObj(slot -> new GroupCount())
                .toList();
        for (Dimension dimension : Dimension.REPORTED) {
            breakdowns.put(dimension, new Breakdown(dimension));
        }
    }

    void requests(CellKey key, String baseline, RequestSums sums, SavingSums savings) {
        baselines.add(baseline);
        total.add(sums);
        slots.get(period.slotOf(key.slot())).add(sums);
        breakdowns.values().forEach(breakdown -> breakdown.of(key).add(sums));
        total.add(savings);
        slots.get(period.slotOf(key.slot())).add(savings);
        breakdowns.values().forEach(breakdown -> breakdown.of(key).add(savings));
    }

    void attempts(CellKey key, AttemptSums sums) {
        total.add(sums);
        slots.get(period.slotOf(key.slot())).add(sums);
        breakdowns.values().forEach(breakdown -> breakdown.of(key).add(sums));
    }

    /** Takes in how long something took, in every group to which it belongs. */
    void measured(DurationSource source, CellKey key, Consumer<Durations> measurement) {
        boolean byAttempt = source.equals(DurationSource.ATTEMPTS);
        if (!byAttempt) {
            measurement.accept(total.durations());
        }
        breakdowns.forEach((dimension, breakdown) -> {
            if (dimension.byAttempt() == byAttempt) {
                measurement.accept(breakdown.of(key).durations());
            }
        });
    }

    PeriodReport report(
            List<FrequentError> errors, List<DearRequest> dearest, long underWay, Surroundings surroundings) {
        Whole all = total.whole();
        Map<Dimension, List<Group>> groups = new EnumMap<>(Dimension.class);
        breakdowns.forEach((dimension, breakdown) -> groups.put(dimension, breakdown.groups(all)));
        List<Group> bySlot = IntStream.range(0, slots.size())
                .mapToObj(slot -> slots.get(slot).byRequest(period.slotLabel(slot), all))
                .toList();
        return new PeriodReport(
                period,
                List.copyOf(baselines),
                total.byRequest("all", all),
                groups,
                bySlot,
                errors,
                dearest,
                underWay,
                surroundings);
    }
}
