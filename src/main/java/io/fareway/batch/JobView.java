package io.fareway.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import java.util.Locale;

/** A job as people and programs see it. */
final class JobView {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JobView() {}

    /**
     * In one word: waiting, running, paused, cancelling, expiring, writing, completed, cancelled, expired or failed.
     *
     * @param working whether somebody works on it now
     */
    static String stateOf(Job job, boolean working) {
        return switch (job.state()) {
            case RUNNING ->
                switch (job.control()) {
                    case RUN -> working ? "running" : "waiting";
                    case PAUSE -> "paused";
                    case CANCEL -> "cancelling";
                    case EXPIRE -> "expiring";
                    case FAIL -> "failed";
                };
            case WRITING, DELIVERED -> "writing";
            case DONE ->
                switch (job.control()) {
                    case RUN, PAUSE -> "completed";
                    case CANCEL -> "cancelled";
                    case EXPIRE -> "expired";
                    case FAIL -> "failed";
                };
        };
    }

    /** For programs; money in USD as decimal text. */
    static ObjectNode asJson(Job job, Progress progress, boolean working) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", job.id());
        json.put("name", job.name());
        json.put("state", stateOf(job, working));
        json.put("note", job.note());
        json.put("source", JobOptions.word(job.options().source()));
        json.put("priority", job.priority());
        progress.total().ifPresent(total -> json.put("lines", total));
        json.put("done", progress.done());
        json.put("failed", progress.failed());
        json.put("cost_usd", Money.format(progress.costUsd()));
        json.put("lines_per_second", progress.perSecond());
        progress.left().ifPresent(left -> json.put("seconds_left", left.toSeconds()));
        progress.endCostUsd().ifPresent(usd -> json.put("end_cost_usd", Money.format(usd)));
        json.put("received_at", job.receivedAt().toString());
        job.finishedAt().ifPresent(end -> json.put("finished_at", end.toString()));
        job.options().deadline().ifPresent(end -> json.put("deadline", end.toString()));
        job.options().budgetUsd().ifPresent(usd -> json.put("budget_usd", Money.format(usd)));
        job.output().ifPresent(output -> json.put("output", output));
        if (!job.report().isEmpty()) {
            json.set("report", report(job));
        }
        return json;
    }

    private static com.fasterxml.jackson.databind.JsonNode report(Job job) {
        try {
            return JSON.readTree(job.report());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("batch_job.report of " + job.id() + " holds no JSON", e);
        }
    }

    /** One line for a terminal. */
    static String line(Job job, Progress progress, boolean working) {
        return String.format(
                Locale.ROOT, "%-38s %-10s %s %s", job.id(), stateOf(job, working), job.name(), bar(job, progress));
    }

    private static String bar(Job job, Progress progress) {
        return job.isDone()
                ? progress.done() + " lines, " + progress.failed() + " failed, " + Money.format(progress.costUsd())
                        + " USD"
                : progress.bar();
    }

    /** Several lines for a terminal. */
    static String text(Job job, Progress progress, boolean working) {
        StringBuilder text = new StringBuilder(line(job, progress, working)).append('\n');
        if (!job.note().isEmpty()) {
            text.append("note: ").append(job.note()).append('\n');
        }
        text.append("priority ").append(job.priority()).append(", received ").append(job.receivedAt());
        job.finishedAt().ifPresent(end -> text.append(", finished ").append(end));
        job.options().deadline().ifPresent(end -> text.append(", wanted by ").append(end));
        job.output().ifPresent(output -> text.append(", results in ").append(output));
        text.append('\n');
        if (!job.report().isEmpty()) {
            text.append(JobReport.text(report(job)));
        }
        return text.toString();
    }
}
