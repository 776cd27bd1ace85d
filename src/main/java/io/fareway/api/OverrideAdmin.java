package io.fareway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.RequestError;
import io.fareway.routing.overrides.OverrideKind;
import io.fareway.routing.overrides.OverrideRequest;
import io.fareway.routing.overrides.Overrides;
import io.fareway.routing.overrides.RoutingOverride;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.stereotype.Component;

/** Answers {@code /admin/overrides}: who overrides what the planner would do, until when and why. */
@Component
public class OverrideAdmin {

    private final Overrides overrides;
    private final ChatRequestReader reader;
    private final Clock clock;

    OverrideAdmin(Overrides overrides, ChatRequestReader reader, Clock clock) {
        this.overrides = overrides;
        this.reader = reader;
        this.clock = clock;
    }

    /** Lists the overrides in force. */
    public void list(Exchange exchange) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        overrides.active().forEach(override -> list.add(asJson(override)));
        JsonPages.write(exchange, list);
    }

    /**
     * Puts one in force.
     *
     * @throws RequestError 400 that names the field at fault
     */
    public void add(Exchange exchange) {
        JsonNode asked = reader.readObject(JsonPages.body(exchange));
        OverrideKind kind = OverrideKind.of(asked.path("kind").asText())
                .orElseThrow(() -> RequestError.invalid("kind", "'kind' must be drain, force, cap or freeze."));
        if (kind == OverrideKind.CAP && !asked.path("share_percent").isIntegralNumber()) {
            throw RequestError.invalid("share_percent", "'share_percent' must be a whole number from 0 to 100.");
        }
        RoutingOverride added = overrides.add(new OverrideRequest(
                kind,
                asked.path("subject").asText(),
                asked.path("tier").asText(),
                asked.path("share_percent").asInt(),
                texts(asked.path("order")),
                asked.path("reason").asText(),
                JsonPages.author(exchange, asked.path("author").asText()),
                until(asked)));
        JsonPages.write(exchange, 201, asJson(added));
    }

    /**
     * Ends one.
     *
     * @throws RequestError 404 when none of that id is in force
     */
    public void end(Exchange exchange) {
        HttpServletRequest http = exchange.getMessage(PlatformHttpMessage.class).getRequest();
        String id = exchange.getMessage().getHeader("id", "", String.class);
        String author = Optional.ofNullable(http.getParameter("author")).orElse("");
        JsonPages.write(exchange, asJson(overrides.end(id, JsonPages.author(exchange, author))));
    }

    private Instant until(JsonNode asked) {
        try {
            return asked.has("for")
                    ? clock.instant().plus(Duration.parse(asked.path("for").asText()))
                    : Instant.parse(asked.path("until").asText());
        } catch (DateTimeException | ArithmeticException e) {
            throw RequestError.invalid(
                    asked.has("for") ? "for" : "until",
                    "Say when it ends: 'until' as in 2026-08-01T16:00:00Z, or 'for' as in PT2H.");
        }
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static ObjectNode asJson(RoutingOverride override) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", override.id());
        node.put("kind", override.kind().label());
        node.put("subject", override.subject());
        node.put("tier", override.tier());
        if (override.kind() == OverrideKind.CAP) {
            node.put("share_percent", override.sharePercent());
        }
        override.order().forEach(node.putArray("order")::add);
        node.put("summary", override.summary());
        node.put("reason", override.reason());
        node.put("author", override.author());
        node.put("from", override.from().toString());
        node.put("until", override.until().toString());
        return node;
    }
}
