package io.fareway.report;

import java.util.List;
import java.util.Map;

/**
 * Everything that a report says, whatever the format.
 *
 * @param baselines names of the deployments that savings were measured against; more than one when it was changed
 * @param total the whole period
 * @param groups the same figures broken down; in each dimension they add up to the total
 * @param slots every hour of a day, every day of a week or month, in order, also those without requests
 * @param underWay attempts begun in that period whose request had not ended: they are in no figure of this report
 * @param surroundings budgets and price changes
 */
record PeriodReport(
        ReportPeriod period,
        List<String> baselines,
        Group total,
        Map<Dimension, List<Group>> groups,
        List<Group> slots,
        List<FrequentError> errors,
        List<DearRequest> dearest,
        long underWay,
        Surroundings surroundings) {

    boolean isEmpty() {
        return total.requests().requests() == 0;
    }

    List<Group> groups(Dimension dimension) {
        return groups.getOrDefault(dimension, List.of());
    }

    /** Who was called. */
    Simulation simulation() {
        return Simulation.of(total.attempts());
    }

    Headline headline() {
        return new Headline(
                total.cost(),
                total.baseline(),
                total.saving(),
                total.savingRatio(),
                total.requests().requests(),
                total.success().value(),
                total.attemptsPerRequest().value(),
                total.coverage().value(),
                simulation());
    }
}
