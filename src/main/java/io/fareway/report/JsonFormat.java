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
    public void write(DayReport report, Writer out) throws IOException {
        ObjectNode root = mapper.createObjectNode();
        describe(report, root);
        figures(report.total(), root.putObject("total"));
        for (Dimension dimension : Dimension.REPORTED) {
            groups(report.groups(dimension), root.putArray("by_" + dimension.label()));
        }
        groups(report.hours(), root.putArray("by_hour"));
        errors(report.errors(), root.putArray("errors"));
        dearest(report.dearest(), root.putArray("dearest_requests"));
        out.write(root.toPrettyString());
        out.write('\n');
    }

    private static void describe(DayReport report, ObjectNode root) {
        ReportPeriod period = report.period();
        root.put("day", period.day().toString());
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
