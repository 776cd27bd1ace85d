package io.fareway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.report.CountErrors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Answers {@code GET /admin/estimates}: how far our own token counts are from the providers', over the last 30 days. */
@Component
public class CountErrorLookup {

    private static final Duration LAST = Duration.ofDays(30);

    private final CountErrors errors;

    CountErrorLookup(CountErrors errors) {
        this.errors = errors;
    }

    /** Answers the request of an exchange. */
    public void show(Exchange exchange) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("days", LAST.toDays());
        json.putArray("models");
        errors.of(LAST).forEach(model -> {
            ObjectNode entry = json.withArray("models").addObject();
            entry.put("provider", model.provider());
            entry.put("model", model.model());
            add(entry.putObject("prompt"), model.prompt());
            add(entry.putObject("answer"), model.answer());
        });
        JsonPages.write(exchange, json);
    }

    private static void add(ObjectNode json, CountErrors.Comparison comparison) {
        json.put("compared", comparison.compared());
        json.put("reported_tokens", comparison.reported());
        json.put("own_tokens", comparison.own());
        comparison.bias().ifPresent(bias -> json.put("bias_percent", percent(bias)));
        comparison.error().ifPresent(error -> json.put("error_percent", percent(error)));
    }

    private static BigDecimal percent(BigDecimal share) {
        return share.movePointRight(2).setScale(2, RoundingMode.HALF_EVEN);
    }
}
