package io.fareway.report.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import io.fareway.report.statistics.EstimateJson;

/** What a shadow has shown, for programs; figures as {@link EstimateJson} writes them. */
public final class ShadowJson {

    private ShadowJson() {}

    /** Adds the figures. */
    public static void write(ShadowFigures figures, ObjectNode into) {
        into.put("calls", figures.calls());
        into.put("answered", figures.answered());
        EstimateJson.number("failure_rate", figures.failureRate(), into);
        EstimateJson.number("same_words", figures.same(), into);
        side(figures.chars(), figures.cost(), figures.durations(), into.putObject("shadow"));
        side(figures.callersChars(), figures.callersCost(), figures.callersDurations(), into.putObject("callers"));
    }

    private static void side(
            long chars, ShadowFigures.ArmCost cost, ShadowFigures.Durations durations, ObjectNode node) {
        node.put("mean_chars", chars);
        node.put("total_usd", Money.format(cost.totalUsd()));
        EstimateJson.money("usd_per_call", cost.usdPerCall(), node);
        EstimateJson.number("latency_p50_ms", durations.p50(), node);
        EstimateJson.number("latency_p95_ms", durations.p95(), node);
        EstimateJson.number("first_token_p50_ms", durations.firstTokenP50(), node);
        EstimateJson.number("first_token_p95_ms", durations.firstTokenP95(), node);
    }
}
