package io.fareway.report.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import java.util.Optional;

/**
 * A comparison for programs. A figure is {@code {"value": v, "low": l, "high": h}}, without the interval where the sample is
 * too small for one, and null where there is none; USD are decimal strings.
 */
public final class ComparisonJson {

    private ComparisonJson() {}

    /** Adds {@code control}, {@code trial} and {@code usd_more_per_request}. */
    public static void write(Comparison comparison, ObjectNode into) {
        write(comparison.control(), into.putObject("control"));
        write(comparison.trial(), into.putObject("trial"));
        money("usd_more_per_request", comparison.usdMorePerRequest(), into);
    }

    private static void write(ArmFigures arm, ObjectNode node) {
        node.put("requests", arm.requests());
        node.put("answered", arm.answered());
        node.put("failed", arm.failed());
        number("failure_rate", arm.failureRate(), node);
        node.put("unpriced", arm.unpriced());
        node.put("total_usd", Money.format(arm.totalUsd()));
        money("usd_per_request", arm.usdPerRequest(), node);
        number("latency_p50_ms", arm.latencyP50(), node);
        number("latency_p95_ms", arm.latencyP95(), node);
        number("first_token_p50_ms", arm.firstTokenP50(), node);
        number("first_token_p95_ms", arm.firstTokenP95(), node);
    }

    private static void number(String name, Optional<Estimate> figure, ObjectNode node) {
        if (figure.isEmpty()) {
            node.putNull(name);
            return;
        }
        ObjectNode written = node.putObject(name).put("value", figure.get().value());
        figure.get().interval().ifPresent(interval -> written.put("low", interval.low())
                .put("high", interval.high()));
    }

    private static void money(String name, Optional<Estimate> figure, ObjectNode node) {
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
