package io.fareway.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import io.fareway.report.statistics.EstimateJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** A run for programs, and for the next run of the same prompts to compare with. */
final class EvaluationJson {

    private EvaluationJson() {}

    static ObjectNode of(Evaluation evaluation) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("set", evaluation.set());
        root.put("fingerprint", evaluation.fingerprint());
        root.put("at", evaluation.at().toString());
        root.put("prompts", evaluation.prompts());
        root.put("at_once", evaluation.atOnce());
        root.put("repeats", evaluation.repeats());
        evaluation
                .deployments()
                .forEach(figures -> write(figures, root.withArray("deployments").addObject()));
        return root;
    }

    private static void write(DeploymentFigures figures, ObjectNode node) {
        node.put("deployment", figures.deployment());
        node.put("simulated", figures.simulated());
        node.put("calls", figures.calls());
        node.put("answered", figures.answered());
        EstimateJson.number("passed", figures.passed(), node);
        ObjectNode checks = node.putObject("passed_by_check");
        figures.byCheck().forEach((label, share) -> EstimateJson.number(label, Optional.of(share), checks));
        EstimateJson.number("first_token_p50_ms", figures.firstTokenP50(), node);
        EstimateJson.number("first_token_p95_ms", figures.firstTokenP95(), node);
        EstimateJson.number("between_tokens_p50_us", figures.betweenTokensP50(), node);
        EstimateJson.number("p50_ms", figures.p50(), node);
        EstimateJson.number("p95_ms", figures.p95(), node);
        EstimateJson.number("p99_ms", figures.p99(), node);
        node.put(
                "tokens_per_second",
                BigDecimal.valueOf(figures.tokensPerSecond()).setScale(1, RoundingMode.HALF_EVEN));
        node.put("usd", Money.format(figures.usd()));
        EstimateJson.money("usd_per_call", figures.usdPerCall(), node);
        node.put("unpriced", figures.unpriced());
        figures.errors().forEach(node.putObject("errors")::put);
        figures.objections().forEach(node.putObject("objections")::put);
    }
}
