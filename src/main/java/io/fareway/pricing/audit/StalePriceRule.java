package io.fareway.pricing.audit;

import io.fareway.model.Deployment;
import io.fareway.pricing.PriceState;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds prices that nobody has confirmed for longer than the settings allow, and deployments without a price. */
@Component
class StalePriceRule implements AuditRule {

    @Override
    public List<Finding> look(AuditFacts facts) {
        return facts.settings().deployments().values().stream()
                .filter(deployment -> !deployment.simulated())
                .map(Deployment::name)
                .flatMap(name -> look(name, facts).stream())
                .toList();
    }

    private static Optional<Finding> look(String deployment, AuditFacts facts) {
        PriceState state = facts.prices().stateOf(deployment, facts.now());
        return switch (state) {
            case KNOWN -> Optional.empty();
            case STALE ->
                Optional.of(new Finding(
                        "stale_price",
                        deployment,
                        "The price of " + deployment + ", of "
                                + facts.prices()
                                        .at(deployment, facts.now())
                                        .map(price -> price.sourceDate().toString())
                                        .orElse("an unknown day")
                                + ", has not been confirmed for longer than fareway.prices.stale-after-days.",
                        "Compare it with the provider's price page, and set source-date in config/prices.yaml, or let a"
                                + " feed confirm it (fareway.prices.feed)."));
            case UNKNOWN ->
                Optional.of(new Finding(
                        "unknown_price",
                        deployment,
                        "The price of " + deployment + " is unknown: its cost and its saving are in no figure.",
                        "Add a price to config/prices.yaml."));
        };
    }
}
