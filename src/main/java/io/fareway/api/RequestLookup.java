package io.fareway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.ledger.AttemptRecord;
import io.fareway.ledger.LedgerQueries;
import io.fareway.ledger.RequestRecord;
import io.fareway.model.Money;
import io.fareway.model.RequestError;
import io.fareway.model.Usage;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Shows what the ledger holds about one request: the way it went, each attempt, and every figure. */
@Component
public class RequestLookup {

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final LedgerQueries ledger;

    RequestLookup(LedgerQueries ledger) {
        this.ledger = ledger;
    }

    /**
     * Answers {@code GET /admin/requests/{id}}.
     *
     * @throws RequestError when the ledger knows no such request
     */
    public void show(Exchange exchange) {
        Message message = exchange.getMessage();
        String id = message.getHeader("id", "", String.class);
        RequestRecord request = (ID.matcher(id).matches()
                        ? ledger.request(id)
                        : java.util.Optional.<RequestRecord>empty())
                .orElseThrow(() -> RequestError.notFound("The ledger has no request '" + id
                        + "'. Take the id from the header x-fareway-request-id of an answer."));
        JsonPages.write(exchange, asJson(request));
    }

    private static ObjectNode asJson(RequestRecord request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", request.id());
        json.put("received_at", request.receivedAt().toString());
        json.put("endpoint", request.endpoint());
        json.put("asked_model", request.askedModel());
        json.put("task", request.task());
        json.put("tier", request.tier());
        json.put("tier_reason", request.tierReason());
        json.put("streamed", request.streamed());
        json.put("job", request.job());
        json.put("caller", request.labels().caller());
        json.put("team", request.labels().team());
        json.put("user", request.labels().user());
        json.put("session", request.labels().session());
        request.notes().forEach(json.putArray("notes")::add);
        request.ending().ifPresentOrElse(ending -> addEnding(json, ending), () -> json.put("outcome", "under way"));
        request.selection().ifPresent(selection -> SelectionView.write(selection, json.putObject("selection")));
        request.attempts()
                .forEach(attempt -> addAttempt(json.withArray("attempts").addObject(), attempt));
        return json;
    }

    private static void addEnding(ObjectNode json, RequestRecord.Ending ending) {
        json.put("outcome", ending.outcome().name().toLowerCase(Locale.ROOT));
        json.put("status", ending.status());
        json.put("deployment", ending.deployment());
        json.put("cost_usd", ending.costUsd().map(Money::format).orElse("unknown"));
        json.put("baseline_usd", ending.baselineUsd().map(Money::format).orElse("unknown"));
        json.put("baseline", ending.baseline());
        ending.firstByteMillis().ifPresent(ms -> json.put("first_byte_ms", ms));
        json.put("duration_ms", ending.durationMillis());
    }

    private static void addAttempt(ObjectNode json, AttemptRecord attempt) {
        json.put("number", attempt.number());
        json.put("deployment", attempt.deployment());
        json.put("kind", attempt.kind().label());
        json.put("simulated", attempt.simulated());
        json.put("opened_at", attempt.openedAt().toString());
        if (!attempt.check().isEmpty()) {
            json.put("check", attempt.check());
        }
        attempt.score().ifPresent(score -> json.put("score", score));
        attempt.ending().ifPresentOrElse(ending -> addEnding(json, ending), () -> json.put("outcome", "under way"));
    }

    private static void addEnding(ObjectNode json, AttemptRecord.Ending ending) {
        json.put("closed_at", ending.closedAt().toString());
        json.put("outcome", ending.outcome().name().toLowerCase(Locale.ROOT));
        ending.billing().ifPresent(state -> json.put("billing", state.label()));
        json.put("http_status", ending.httpStatus());
        json.put("error", ending.error());
        ending.usage().ifPresent(usage -> addUsage(json.putObject("tokens"), usage));
        json.put("price", ending.priceId().orElse(""));
        json.put("cost_usd", ending.costUsd().map(Money::format).orElse("unknown"));
        ending.costParts()
                .forEach((part, usd) -> json.withObject("/cost_parts_usd").put(part, Money.format(usd)));
        ending.firstByteMillis().ifPresent(ms -> json.put("first_byte_ms", ms));
        ending.durationMillis().ifPresent(ms -> json.put("duration_ms", ms));
    }

    private static void addUsage(ObjectNode json, Usage usage) {
        usage.tokens().forEach((tokenClass, count) -> json.put(tokenClass.label(), count));
        usage.metering().units().forEach((meter, count) -> json.put(meter.label(), count.toPlainString()));
        json.put("total", usage.total());
        json.put("estimated", usage.estimated());
    }
}
