package io.fareway.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fareway.model.RequestError;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Answers {@code /admin/jobs}: as text for a terminal, as JSON for everybody else. */
public final class JobDesk {

    private static final int LISTED = 100;
    private static final List<String> TERMINALS = List.of("curl", "wget", "httpie");

    private final JobControl control;
    private final JobPaces paces;
    private final JobResults results;

    JobDesk(JobControl control, JobPaces paces, JobResults results) {
        this.control = control;
        this.paces = paces;
        this.results = results;
    }

    /** Answers {@code GET /admin/jobs}: the latest hundred, those that are not done first. */
    public void list(Exchange exchange) {
        List<Job> jobs = control.latest(LISTED);
        if (wantsText(exchange.getMessage())) {
            String lines = jobs.stream()
                    .map(job -> JobView.line(job, paces.of(job), control.isWorking(job)) + "\n")
                    .collect(Collectors.joining());
            write(exchange, "text/plain; charset=utf-8", lines.isEmpty() ? "no jobs\n" : lines);
        } else {
            ArrayNode json = JsonNodeFactory.instance.arrayNode();
            jobs.forEach(job -> json.add(JobView.asJson(job, paces.of(job), control.isWorking(job))));
            write(exchange, "application/json", json.toPrettyString());
        }
    }

    /**
     * Answers {@code GET /admin/jobs/{id}}.
     *
     * @throws RequestError when there is no such job
     */
    public void show(Exchange exchange) {
        write(exchange, control.find(id(exchange)));
    }

    /**
     * Answers {@code GET /admin/jobs/{id}/results} with a stream of the result lines there are so far.
     *
     * @throws RequestError when there is no such job, or its results are elsewhere
     */
    public void results(Exchange exchange) throws IOException {
        BatchAnswers.stream(exchange, "application/jsonl", results.of(control.find(id(exchange))));
    }

    /**
     * Answers {@code POST /admin/jobs/{id}?action=pause|resume|cancel|retry|priority|budget}, the last two with
     * {@code &priority=} a whole number and {@code &usd=} an amount.
     *
     * @throws RequestError when there is no such job or action, or the job is not in a state for it
     */
    public void act(Exchange exchange) {
        String id = id(exchange);
        Message message = exchange.getMessage();
        String action = message.getHeader("action", "", String.class);
        Job job =
                switch (action) {
                    case "pause" -> control.pause(id);
                    case "resume" -> control.resume(id);
                    case "cancel" -> control.cancel(id);
                    case "retry" -> control.retryFailed(id);
                    case "priority" -> control.priority(id, priority(message.getHeader("priority", "", String.class)));
                    case "budget" -> control.budget(id, usd(message.getHeader("usd", "", String.class)));
                    default ->
                        throw RequestError.invalid(
                                "action",
                                "The parameter 'action' must be 'pause', 'resume', 'cancel', 'retry', 'priority' or"
                                        + " 'budget'.");
                };
        write(exchange, job);
    }

    private static int priority(String text) {
        if (!text.matches("-?\\d{1,6}")) {
            throw RequestError.invalid("priority", "The parameter 'priority' must be a whole number, for example 10.");
        }
        return Integer.parseInt(text);
    }

    private static BigDecimal usd(String text) {
        return JobWishes.amount(text)
                .orElseThrow(() ->
                        RequestError.invalid("usd", "The parameter 'usd' must be an amount of USD, for example 7.50."));
    }

    private static String id(Exchange exchange) {
        return exchange.getMessage().getHeader("id", "", String.class);
    }

    private void write(Exchange exchange, Job job) {
        boolean working = control.isWorking(job);
        if (wantsText(exchange.getMessage())) {
            write(exchange, "text/plain; charset=utf-8", JobView.text(job, paces.of(job), working));
        } else {
            write(
                    exchange,
                    "application/json",
                    JobView.asJson(job, paces.of(job), working).toPrettyString());
        }
    }

    private static boolean wantsText(Message message) {
        String accept = message.getHeader("Accept", "*/*", String.class).toLowerCase(Locale.ROOT);
        String agent = message.getHeader("User-Agent", "", String.class).toLowerCase(Locale.ROOT);
        return accept.startsWith("text/plain")
                || (accept.equals("*/*") && TERMINALS.stream().anyMatch(agent::startsWith));
    }

    private static void write(Exchange exchange, String contentType, String body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, contentType);
        message.setBody(body.getBytes(StandardCharsets.UTF_8));
    }
}
