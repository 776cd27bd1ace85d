package io.fareway.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What requests cost, row by row.
 *
 * @param total all rows together
 * @param before the total of the same hours before, see {@link CostQuery#before()}
 * @param baselines deployments that savings were measured against
 */
record CostTable(CostQuery query, List<Row> rows, Group total, Group before, List<String> baselines) {

    private static final int PICO_DOLLARS = 12;

    CostTable {
        rows = List.copyOf(rows);
        baselines = List.copyOf(baselines);
    }

    /**
     * One row.
     *
     * @param names in the order of {@link CostQuery#columns()}
     * @param beforeUsd what the row of the same names cost in the same hours before; empty when its prices are unknown
     */
    record Row(List<String> names, Group group, Optional<BigDecimal> beforeUsd) {
        Row {
            names = List.copyOf(names);
        }
    }

    /** USD an hour, over the whole period; empty when prices are unknown. */
    Optional<BigDecimal> costPerHour(Group group) {
        BigDecimal millis =
                BigDecimal.valueOf(Duration.between(query.from(), query.to()).toMillis());
        BigDecimal hour = BigDecimal.valueOf(Duration.ofHours(1).toMillis());
        return group.cost().map(usd -> usd.multiply(hour).divide(millis, PICO_DOLLARS, RoundingMode.HALF_UP));
    }
}
