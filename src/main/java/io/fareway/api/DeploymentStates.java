package io.fareway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.provider.Availability;
import io.fareway.provider.KeyRing;
import io.fareway.provider.RetryBudget;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Which deployments can be called now, and the operator's hand on their circuit breakers. */
@Component
public class DeploymentStates {

    private static final Logger LOG = LoggerFactory.getLogger(DeploymentStates.class);

    private final Supplier<Settings> settings;
    private final Availability availability;
    private final KeyRing keys;
    private final RetryBudget repeats;

    DeploymentStates(Supplier<Settings> settings, Availability availability, KeyRing keys, RetryBudget repeats) {
        this.keys = keys;
        this.repeats = repeats;
        this.settings = settings;
        this.availability = availability;
    }

    /** Answers {@code GET /admin/deployments}. */
    public void list(Exchange exchange) {
        ArrayNode states = JsonNodeFactory.instance.arrayNode();
        settings.get().deployments().values().forEach(deployment -> states.add(state(deployment)));
        write(exchange, states.toPrettyString());
    }

    /**
     * Answers {@code POST /admin/deployments/{provider}/{model}?breaker=open|close|reset}: open keeps callers away until
     * close or reset, close lets them in, reset also forgets cool-downs, counts and spent repeats.
     *
     * @throws RequestError when there is no such deployment or action
     */
    public void operate(Exchange exchange) {
        Message message = exchange.getMessage();
        String name =
                message.getHeader("provider", "", String.class) + "/" + message.getHeader("model", "", String.class);
        Deployment deployment = settings.get()
                .deployment(name)
                .orElseThrow(() -> RequestError.notFound(
                        "There is no active deployment '" + name + "'. GET /admin/deployments lists them."));
        String action = message.getHeader("breaker", "", String.class);
        CircuitBreaker breaker = availability.breaker(deployment);
        switch (action) {
            case "open" -> breaker.transitionToForcedOpenState();
            case "close" -> breaker.transitionToClosedState();
            case "reset" -> {
                availability.reset(deployment);
                repeats.refill(deployment.provider());
            }
            default ->
                throw RequestError.invalid("breaker", "The parameter 'breaker' must be 'open', 'close' or 'reset'.");
        }
        LOG.warn("An operator has set the breaker of {} to {}", name, action);
        write(exchange, state(deployment).toPrettyString());
    }

    private ObjectNode state(Deployment deployment) {
        CircuitBreaker breaker = availability.breaker(deployment);
        CircuitBreaker.Metrics counts = breaker.getMetrics();
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.put("deployment", deployment.name());
        state.put("breaker", breaker.getState().name().toLowerCase(Locale.ROOT));
        state.put("calls_in_window", counts.getNumberOfBufferedCalls());
        state.put("failures_in_window", counts.getNumberOfFailedCalls());
        state.put("not_permitted", counts.getNumberOfNotPermittedCalls());
        availability.unavailableFor(deployment).ifPresent(pause -> state.put("unavailable_for_ms", pause.toMillis()));
        addKeys(state.putArray("keys"), settings.get().providerOf(deployment));
        return state;
    }

    /** By name: a key itself is never shown. */
    private void addKeys(ArrayNode list, Provider provider) {
        for (ProviderKey key : provider.keys()) {
            Optional<KeyRing.Refusal> refusal = keys.refusal(provider, key);
            ObjectNode entry = list.addObject().put("key", key.name());
            entry.put("state", refusal.isPresent() ? "set_aside" : "good");
            refusal.ifPresent(why -> entry.put("status", why.status())
                    .put("set_aside_until", why.until().toString()));
        }
    }

    private static void write(Exchange exchange, String json) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(json.getBytes(StandardCharsets.UTF_8));
    }
}
