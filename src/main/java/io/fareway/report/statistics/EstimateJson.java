package io.fareway.report.statistics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import java.util.Optional;

/**
 * Estimates for programs: {@code {"value": v, "low": l, "high": h}}, without the interval where the sample is too small for
 * one, and null where there is none; USD are decimal strings.
 */
public final class EstimateJson {

    private EstimateJson() {}

    /** Adds a plain number. */
    public static void number(String name, Optional<Estimate> figure, ObjectNode node) {
        if (figure.isEmpty()) {
            node.putNull(name);
            return;
        }
        ObjectNode written = node.putObject(name).put("value", figure.get().value());
        figure.get().interval().ifPresent(interval -> written.put("low", interval.low())
                .put("high", interval.high()));
    }

    /** Adds an amount in USD. */
    public static void money(String name, Optional<Estimate> figure, ObjectNode node) {
        if (figure.isEmpty()) {
            node.putNull(name);
            return;
        }
        ObjectNode written =
                node.putObject(name).put("value", Money.format(figure.get().value()));
        figure.get().interval().ifPresent(interval -> written.put("low", Money.format(interval.low()))
                .put("high", Money.format(interval.high())));
    }
}
