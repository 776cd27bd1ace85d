package io.fareway.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The whole report for programs. Amounts in USD are decimal strings; a figure that does not exist is null. */
@Component
@Order(3)
class JsonFormat implements ReportFormat {

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public void write(PeriodReport report, Writer out) throws IOException {
        ObjectNode root = mapper.createObjectNode();
        describe(report, root);
        figures(report.total(), root.putObject("total"));
        for (Dimension dimension : Dimension.REPORTED) {
            groups(report.groups(dimension), root.putArray("by_" + dimension.label()));
        }
        groups(report.slots(), root.putArray("by_" + report.period().length().slot()));
        budgets(report.surroundings().budgets(), root.putArray("budgets"));
        prices(report.surroundings().prices(), root.putArray("price_changes"));
        errors(report.errors(), root.putArray("errors"));
        dearest(report.dearest(), root.putArray("dearest_requests"));
        overrides(report.surroundings().overrides(), root.putArray("overrides"));
        counts(report.surroundings().counts(), root.putArray("token_counts"));
        report.surroundings().experiments().write(root);
        report.surroundings().outlook().write(root);
        out.write(root.toPrettyString());
        out.write('\n');
    }

    private static void describe(PeriodReport report, ObjectNode root) {
        ReportPeriod period = report.period();
        root.put("day", period.first().toString());
        root.put("period", period.name());
        root.put("length", period.length().label());
        root.put("zone", period.zone().getId());
        root.put("from", period.from().toString());
        root.put("to", period.to().toString());
        root.put("written_at", period.writtenAt().toString());
        root.put("so_far", period.soFar());
        root.put("simulated", report.simulation().label());
        root.put("simulated_statement", report.simulation().statement());
        ArrayNode baselines = root.putArray("baselines");
        report.baselines().forEach(baselines::add);
        root.put("attempts_under_way", report.underWay());
        root.put(
                "attempts_per_request",
                report.total().attemptsPerRequest().value().orElse(null));
    }

    private static void groups(List<Group> groups, ArrayNode array) {
        for (Group group : groups) {
            ObjectNode node = array.addObject();
            node.put("name", group.name());
            figures(group, node);
        }
    }

    private static void figures(Group group, ObjectNode node) {
        Metric.ALL.forEach(metric -> metric.put(group, node));
    }

    private static void budgets(List<Surroundings.BudgetLine> budgets, ArrayNode array) {
        for (Surroundings.BudgetLine budget : budgets) {
            array.addObject()
                    .put("budget", budget.budget())
                    .put("subject", budget.subject())
                    .put("opens_at", budget.opensAt().toString())
                    .put("closes_at", budget.closesAt().toString())
                    .put("limit_usd", Money.format(budget.limitUsd()))
                    .put("spent_usd", Money.format(budget.spentUsd()))
                    .put("forecast_usd", budget.forecastUsd().map(Money::format).orElse(null));
        }
    }

    private static void prices(List<Surroundings.PriceEdit> edits, ArrayNode array) {
        for (Surroundings.PriceEdit edit : edits) {
            array.addObject()
                    .put("seen_at", edit.seenAt().toString())
                    .put("deployment", edit.deployment())
                    .put("token_class", edit.tokenClass())
                    .put("old_usd_per_million", edit.oldUsd())
                    .put("new_usd_per_million", edit.newUsd())
                    .put("verdict", edit.verdict())
                    .put("reason", edit.reason());
        }
    }

    private static void errors(List<FrequentError> errors, ArrayNode array) {
        for (FrequentError error : errors) {
            array.addObject()
                    .put("deployment", error.deployment())
                    .put("outcome", error.outcome())
                    .put("http_status", error.httpStatus())
                    .put("message", error.message())
                    .put("attempts", error.attempts());
        }
    }

    private static void overrides(List<Surroundings.OverrideInForce> overrides, ArrayNode array) {
        for (Surroundings.OverrideInForce override : overrides) {
            array.addObject()
                    .put("what", override.what())
                    .put("reason", override.reason())
                    .put("author", override.author())
                    .put("from", override.from().toString())
                    .put("to", override.to().toString());
        }
    }

    private static void counts(List<CountErrors.ModelError> models, ArrayNode array) {
        for (CountErrors.ModelError model : models) {
            ObjectNode node =
                    array.addObject().put("provider", model.provider()).put("model", model.model());
            compared(model.prompt(), node.putObject("prompt"));
            compared(model.answer(), node.putObject("answer"));
        }
    }

    private static void compared(CountErrors.Comparison comparison, ObjectNode node) {
        node.put("compared", comparison.compared());
        node.put("bias", comparison.bias().orElse(null));
        node.put("error", comparison.error().orElse(null));
    }

    private static void dearest(List<DearRequest> requests, ArrayNode array) {
        for (DearRequest request : requests) {
            array.addObject()
                    .put("id", request.id())
                    .put("received_at", request.receivedAt().toString())
                    .put("tier", request.tier())
                    .put("task", request.task())
                    .put("deployment", request.deployment())
                    .put("attempts", request.attempts())
                    .put("tokens_in", request.tokensIn())
                    .put("tokens_out", request.tokensOut())
                    .put("cost_usd", Money.format(request.costUsd()))
                    .put(
                            "baseline_usd",
                            request.baselineUsd().map(Money::format).orElse(null));
        }
    }
}
