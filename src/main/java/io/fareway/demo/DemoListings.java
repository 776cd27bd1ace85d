package io.fareway.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the demo routes list: models of a provider, and faults of all. */
@Component("demoListings")
class DemoListings {

    private final Map<String, DemoProperties.Profile> providers;
    private final FaultSwitch faults;
    private final Instant started;

    DemoListings(DemoProperties properties, FaultSwitch faults, Clock clock) {
        this.providers = properties.providers();
        this.faults = faults;
        this.started = clock.instant();
    }

    /**
     * OpenAI's <a href="https://platform.openai.com/docs/api-reference/models/list">list of models</a>.
     *
     * @param provider name of a simulated provider
     */
    public String models(String provider) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        Optional.ofNullable(providers.get(provider)).stream()
                .flatMap(profile -> profile.models().stream())
                .forEach(model -> data.addObject()
                        .put("id", model)
                        .put("object", "model")
                        .put("created", started.getEpochSecond())
                        .put("owned_by", provider));
        return list.toString();
    }

    /** The fault switch of every simulated provider. */
    public String faults() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode data = list.putArray("providers");
        providers.keySet().forEach(provider -> {
            ArmedFault armed = faults.at(provider);
            ObjectNode state = data.addObject()
                    .put("provider", provider)
                    .put("fault", armed.fault().label());
            armed.times().ifPresentOrElse(times -> state.put("times", times), () -> state.putNull("times"));
            state.put("retry_after_s", armed.retryAfterSeconds());
        });
        return list.toString();
    }
}
