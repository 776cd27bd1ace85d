package io.fareway.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.batch.LineStore.Failures;
import io.fareway.model.Money;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a job.
 *
 * @param lines with a result
 * @param cost one sentence with cost and saving by the ledger, retries and uncertain calls included
 * @param ways lines and money by the way that gave the result
 * @param failures the most frequent reason first
 * @param took from its arrival to its end
 */
record JobReport(long lines, long failed, String cost, Map<Way, Tally> ways, List<Failures> failures, Duration took) {

    /** For the log: the outcome in one line, followed by one for each way and for the failures where there are several. */
    String sentence(Job job) {
        StringBuilder text = new StringBuilder(job.name())
                .append(" is ")
                .append(outcome(job))
                .append(": ")
                .append(lines)
                .append(" lines, ")
                .append(failed)
                .append(" failed, ")
                .append(cost)
                .append(", in ")
                .append(Progress.inWords(took));
        if (lines == 0) {
            text.append("; it had no lines");
        }
        if (!failures.isEmpty()) {
            text.append("; failed: ").append(reasons());
        }
        if (ways.size() > 1) {
            text.append("; ")
                    .append(ways.entrySet().stream()
                            .map(way -> words(way.getKey()) + " " + told(way.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    private static String outcome(Job job) {
        return switch (job.control()) {
            case RUN, PAUSE -> "done";
            case CANCEL -> "cancelled";
            case EXPIRE -> "expired";
            case FAIL -> "failed";
        };
    }

    private String reasons() {
        return failures.stream()
                .map(failure -> failure.lines() + " " + failure.reason())
                .collect(Collectors.joining(", "));
    }

    private static String words(Way way) {
        return switch (way) {
            case LIVE -> "live calls:";
            case OFF_PEAK -> "in cheaper hours:";
            case PROVIDER_BATCH -> "provider batches:";
            case NONE -> "not sent:";
        };
    }

    private static String told(Tally tally) {
        return tally.lines() + " lines for " + Money.format(tally.costUsd()) + " USD, saved "
                + Money.format(tally.savedUsd()) + " USD";
    }

    /** For a terminal, several lines, from the stored form. */
    static String text(JsonNode report) {
        StringBuilder text = new StringBuilder(report.path("summary").asText())
                .append(", in ")
                .append(Progress.inWords(
                        Duration.ofSeconds(report.path("seconds").asLong())))
                .append('\n');
        for (JsonNode way : report.path("ways")) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-18s %8d lines %8d failed  %s USD, saved %s USD%n",
                    words(Way.valueOf(way.path("way").asText().toUpperCase(Locale.ROOT))),
                    way.path("lines").asLong(),
                    way.path("failed").asLong(),
                    way.path("cost_usd").asText(),
                    way.path("saved_usd").asText()));
        }
        for (JsonNode failure : report.path("failures")) {
            text.append("  failed: ")
                    .append(failure.path("lines").asLong())
                    .append(" with ")
                    .append(failure.path("reason").asText())
                    .append('\n');
        }
        return text.toString();
    }

    /** The same for programs; money in USD as decimal text. */
    ObjectNode asJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("lines", lines);
        json.put("failed", failed);
        json.put("summary", cost);
        json.put("seconds", took.toSeconds());
        ways.forEach((way, tally) -> json.withArray("ways")
                .addObject()
                .put("way", JobOptions.word(way))
                .put("lines", tally.lines())
                .put("failed", tally.failed())
                .put("lines_of_unknown_cost", tally.unpriced())
                .put("cost_usd", Money.format(tally.costUsd()))
                .put("baseline_usd", Money.format(tally.baselineUsd()))
                .put("saved_usd", Money.format(tally.savedUsd())));
        failures.forEach(failure -> json.withArray("failures")
                .addObject()
                .put("reason", failure.reason())
                .put("lines", failure.lines()));
        return json;
    }
}
