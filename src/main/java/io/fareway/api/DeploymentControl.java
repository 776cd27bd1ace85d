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
import io.fareway.provider.DeploymentStatistics;
import io.fareway.provider.HealthProbes;
import io.fareway.provider.KeyRing;
import io.fareway.provider.Measured;
import io.fareway.provider.RetryBudget;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Which deployments can be called now, and the operator's hand on their circuit breakers. */
@Component
public class DeploymentControl {

    private static final Logger LOG = LoggerFactory.getLogger(DeploymentControl.class);

    private final Supplier<Settings> settings;
    private final Availability availability;
    private final KeyRing keys;
    private final HealthProbes probes;
    private final RetryBudget repeats;
    private final DeploymentStatistics statistics;

    DeploymentControl(
            Supplier<Settings> settings,
            Availability availability,
            KeyRing keys,
            HealthProbes probes,
            RetryBudget repeats,
            DeploymentStatistics statistics) {
        this.settings = settings;
        this.availability = availability;
        this.keys = keys;
        this.probes = probes;
        this.repeats = repeats;
        this.statistics = statistics;
    }

    /** The active deployments, in the order of the settings. */
    public Collection<Deployment> all() {
        return settings.get().deployments().values();
    }

    /**
     * Operates the circuit breaker of a deployment.
     *
     * @param name for example {@code groq/llama-3.3-70b}
     * @param action {@code open} keeps callers away until close or reset, {@code close} lets them in, {@code reset} also
     *     forgets cool-downs, refused keys, counts, spent repeats and what was measured
     * @return the state after it
     * @throws RequestError when there is no such deployment or action
     */
    public ObjectNode operate(String name, String action) {
        Deployment deployment = settings.get()
                .deployment(name)
                .orElseThrow(() -> RequestError.notFound(
                        "There is no active deployment '" + name + "'. GET /admin/deployments lists them."));
        CircuitBreaker breaker = availability.breaker(deployment);
        switch (action) {
            case "open" -> breaker.transitionToForcedOpenState();
            case "close" -> breaker.transitionToClosedState();
            case "reset" -> {
                availability.reset(deployment);
                repeats.refill(deployment.provider());
                statistics.forget(deployment);
            }
            default ->
                throw RequestError.invalid("breaker", "The parameter 'breaker' must be 'open', 'close' or 'reset'.");
        }
        LOG.warn("An operator has set the breaker of {} to {}", name, action);
        return state(deployment);
    }

    /** What is known about a deployment now. */
    public ObjectNode state(Deployment deployment) {
        CircuitBreaker breaker = availability.breaker(deployment);
        CircuitBreaker.Metrics counts = breaker.getMetrics();
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.put("deployment", deployment.name());
        state.put("breaker", breaker.getState().name().toLowerCase(Locale.ROOT));
        state.put("calls_in_window", counts.getNumberOfBufferedCalls());
        state.put("failures_in_window", counts.getNumberOfFailedCalls());
        state.put("slow_calls_in_window", counts.getNumberOfSlowCalls());
        state.put("not_permitted", counts.getNumberOfNotPermittedCalls());
        availability.unavailableFor(deployment).ifPresent(pause -> state.put("unavailable_for_ms", pause.toMillis()));
        state.put("calls_under_way", statistics.underWay(deployment.name()));
        Measured measured = statistics.of(deployment.name());
        addLatency(state, "first_token", measured.firstToken());
        addLatency(state, "whole_answer", measured.wholeAnswer());
        Provider provider = settings.get().providerOf(deployment);
        state.put("health_probe", probe(provider));
        addKeys(state.putArray("keys"), provider);
        return state;
    }

    /** Nothing where nothing was measured: a figure that is not there is not 0 ms. */
    private static void addLatency(ObjectNode state, String of, Measured.Latency latency) {
        if (latency.calls() > 0) {
            state.putObject(of)
                    .put("calls", latency.calls())
                    .put("p50_ms", latency.p50())
                    .put("p95_ms", latency.p95());
        }
    }

    private String probe(Provider provider) {
        if (provider.health().isEmpty()) {
            return "off";
        }
        return probes.isFailing(provider.name()) ? "failing" : "well";
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
}
