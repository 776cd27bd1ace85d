package io.fareway.report.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import io.fareway.report.statistics.EstimateJson;

/** A comparison for programs; figures as {@link EstimateJson} writes them. */
public final class ComparisonJson {

    private ComparisonJson() {}

    /** Adds {@code control}, {@code trial} and {@code usd_more_per_request}. */
    public static void write(Comparison comparison, ObjectNode into) {
        write(comparison.control(), into.putObject("control"));
        write(comparison.trial(), into.putObject("trial"));
        EstimateJson.money("usd_more_per_request", comparison.usdMorePerRequest(), into);
    }

    private static void write(ArmFigures arm, ObjectNode node) {
        node.put("requests", arm.requests());
        node.put("answered", arm.answered());
        node.put("failed", arm.failed());
        EstimateJson.number("failure_rate", arm.failureRate(), node);
        node.put("unpriced", arm.unpriced());
        node.put("total_usd", Money.format(arm.totalUsd()));
        EstimateJson.money("usd_per_request", arm.usdPerRequest(), node);
        EstimateJson.number("latency_p50_ms", arm.latencyP50(), node);
        EstimateJson.number("latency_p95_ms", arm.latencyP95(), node);
        EstimateJson.number("first_token_p50_ms", arm.firstTokenP50(), node);
        EstimateJson.number("first_token_p95_ms", arm.firstTokenP95(), node);
        node.put("checked", arm.quality().checked());
        EstimateJson.number("check_failure_rate", arm.quality().checkFailureRate(), node);
        node.put("judged", arm.quality().judged());
        EstimateJson.number("judged_score", arm.quality().score(), node);
    }
}
