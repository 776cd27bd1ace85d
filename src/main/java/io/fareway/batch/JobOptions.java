package io.fareway.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What the owner of a job wants.
 *
 * @param source where the job came from
 * @param model asked for in place of what each line says, for example a tier; empty = as the lines say
 * @param policy by which its lines choose among providers; empty = as the lines say
 * @param deadline by when every line should have its result; empty = whenever
 * @param budgetUsd at which cost the job pauses; empty = none
 * @param outputFolder below the outbox; empty = the outbox itself
 * @param template prompt with {@code {{column}}} for files without request bodies; empty = the whole line is the prompt
 * @param order of the result lines
 */
record JobOptions(
        Source source,
        Optional<String> model,
        Optional<String> policy,
        Optional<Instant> deadline,
        Optional<BigDecimal> budgetUsd,
        Optional<String> outputFolder,
        Optional<String> template,
        Order order) {

    /** A job file from the inbox without any wish of its own. */
    static final JobOptions NONE = new JobOptions(
            Source.FOLDER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Order.INPUT);

    /** A batch of the API, which has to end by its deadline. */
    static JobOptions ofApi(Instant deadline) {
        return new JobOptions(
                Source.API,
                Optional.empty(),
                Optional.empty(),
                Optional.of(deadline),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Order.INPUT);
    }

    /** The same with another budget. */
    JobOptions withBudget(BigDecimal usd) {
        return new JobOptions(source, model, policy, deadline, Optional.of(usd), outputFolder, template, order);
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a job came from, and so where its files lie. */
    enum Source {
        /** A file in the inbox. */
        FOLDER,
        /** {@code POST /v1/batches}. */
        API
    }

    /** The order of result lines. */
    enum Order {
        /** That of the input; the result file appears when it is whole. */
        INPUT,
        /** As the results come; the result file grows while the job runs. */
        ANY;

        /** The order that is called so in files and settings. */
        static Optional<Order> of(String word) {
            return Arrays.stream(values())
                    .filter(order -> word(order).equals(word))
                    .findFirst();
        }
    }

    /** The stored form. */
    String asJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("source", word(source));
        json.put("order", word(order));
        model.ifPresent(value -> json.put("model", value));
        policy.ifPresent(value -> json.put("policy", value));
        deadline.ifPresent(value -> json.put("deadline", value.toString()));
        budgetUsd.ifPresent(value -> json.put("budget_usd", value.toPlainString()));
        outputFolder.ifPresent(value -> json.put("output", value));
        template.ifPresent(value -> json.put("template", value));
        return json.toString();
    }

    /** What {@link #asJson} has stored. */
    static JobOptions parse(String stored) {
        try {
            JsonNode json = JSON.readTree(stored);
            return new JobOptions(
                    Source.valueOf(json.path("source").asText("folder").toUpperCase(Locale.ROOT)),
                    text(json, "model"),
                    text(json, "policy"),
                    text(json, "deadline").map(Instant::parse),
                    text(json, "budget_usd").map(BigDecimal::new),
                    text(json, "output"),
                    text(json, "template"),
                    text(json, "order").flatMap(Order::of).orElse(Order.INPUT));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("batch_job.options holds no JSON: " + stored, e);
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }

    /** An enum constant as files and answers write it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
