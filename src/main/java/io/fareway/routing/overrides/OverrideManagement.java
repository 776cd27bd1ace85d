package io.fareway.routing.overrides;

import io.fareway.model.RequestError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** The overrides as operators see them in Hawtio's JMX tab; public because JMX calls it. */
@Component
@ManagedResource(objectName = "io.fareway:type=Overrides", description = "Operators' overrides of the routing")
public final class OverrideManagement {

    private static final String MINUTES = "after how many minutes it ends by itself";

    private final Overrides overrides;
    private final Clock clock;

    OverrideManagement(Overrides overrides, Clock clock) {
        this.overrides = overrides;
        this.clock = clock;
    }

    /** Returns the overrides in force, one line each. */
    @ManagedAttribute(description = "Overrides in force: id, what, author, end, reason")
    public List<String> getActive() {
        return overrides.active().stream().map(OverrideManagement::line).toList();
    }

    /** Sends nobody to a provider or deployment any more; returns the override or what is wrong. */
    @ManagedOperation(description = "Send nobody to a provider or deployment any more")
    @ManagedOperationParameter(name = "subject", description = "provider, or provider/model")
    @ManagedOperationParameter(name = "reason", description = "why")
    @ManagedOperationParameter(name = "author", description = "who orders it")
    @ManagedOperationParameter(name = "minutes", description = MINUTES)
    public String drain(String subject, String reason, String author, int minutes) {
        return add(OverrideKind.DRAIN, subject, "", 0, List.of(), reason, author, minutes);
    }

    /** Puts a deployment first in a tier, or with an empty tier wherever it is a candidate. */
    @ManagedOperation(description = "Put a deployment first")
    @ManagedOperationParameter(name = "deployment", description = "provider/model")
    @ManagedOperationParameter(name = "tier", description = "only in this tier; empty = everywhere")
    @ManagedOperationParameter(name = "reason", description = "why")
    @ManagedOperationParameter(name = "author", description = "who orders it")
    @ManagedOperationParameter(name = "minutes", description = MINUTES)
    public String force(String deployment, String tier, String reason, String author, int minutes) {
        return add(OverrideKind.FORCE, deployment, tier, 0, List.of(), reason, author, minutes);
    }

    /** Lets a provider or deployment come first for at most a share of the requests. */
    @ManagedOperation(description = "Cap the share of requests for which a provider or deployment comes first")
    @ManagedOperationParameter(name = "subject", description = "provider, or provider/model")
    @ManagedOperationParameter(name = "percent", description = "0 to 100")
    @ManagedOperationParameter(name = "reason", description = "why")
    @ManagedOperationParameter(name = "author", description = "who orders it")
    @ManagedOperationParameter(name = "minutes", description = MINUTES)
    public String capShare(String subject, int percent, String reason, String author, int minutes) {
        return add(OverrideKind.CAP, subject, "", percent, List.of(), reason, author, minutes);
    }

    /** Keeps the candidates of a tier in one order. */
    @ManagedOperation(description = "Keep the candidates of a tier in one order")
    @ManagedOperationParameter(name = "tier", description = "tier")
    @ManagedOperationParameter(name = "order", description = "deployments with commas; empty = as in tiers.yaml")
    @ManagedOperationParameter(name = "reason", description = "why")
    @ManagedOperationParameter(name = "author", description = "who orders it")
    @ManagedOperationParameter(name = "minutes", description = MINUTES)
    public String freezeOrder(String tier, String order, String reason, String author, int minutes) {
        List<String> names = Stream.of(order.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return add(OverrideKind.FREEZE, tier, "", 0, names, reason, author, minutes);
    }

    /** Ends an override; returns it, or what is wrong. */
    @ManagedOperation(description = "End an override before its time")
    @ManagedOperationParameter(name = "id", description = "as listed under Active")
    @ManagedOperationParameter(name = "author", description = "who ends it")
    public String end(String id, String author) {
        return answer(() -> "Ended: " + line(overrides.end(id, author)));
    }

    private String add(
            OverrideKind kind,
            String subject,
            String tier,
            int percent,
            List<String> order,
            String reason,
            String author,
            int minutes) {
        Instant until = clock.instant().plus(Duration.ofMinutes(minutes));
        return answer(() ->
                line(overrides.add(new OverrideRequest(kind, subject, tier, percent, order, reason, author, until))));
    }

    private static String answer(Supplier<String> action) {
        try {
            return action.get();
        } catch (RequestError e) {
            return "Refused: " + e.getMessage();
        }
    }

    private static String line(RoutingOverride override) {
        return override.id() + ": " + override.summary() + ", by " + override.author() + " until " + override.until()
                + ": " + override.reason();
    }
}
