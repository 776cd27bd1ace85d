package io.fareway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.ledger.CountErrors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
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
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(json.toPrettyString().getBytes(StandardCharsets.UTF_8));
    }

    private static void add(ObjectNode json, CountErrors.Comparison comparison) {
        json.put("compared", comparison.compared());
        json.put("reported_tokens", comparison.reported());
        json.put("own_tokens", comparison.own());
        if (comparison.reported() > 0) {
            json.put("bias_percent", percent(comparison.own() - comparison.reported(), comparison.reported()));
            json.put("error_percent", percent(comparison.apart(), comparison.reported()));
        }
    }

    private static BigDecimal percent(long part, long whole) {
        return BigDecimal.valueOf(100 * part).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_EVEN);
    }
}
