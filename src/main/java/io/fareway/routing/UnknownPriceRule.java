package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.choice.UnknownPrice;
import io.fareway.pricing.PriceBook;
import io.fareway.pricing.PriceState;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps deployments of unknown price from answering where the settings say so. */
@Component
class UnknownPriceRule implements CandidateRule {

    private final PriceBook prices;
    private final Clock clock;

    UnknownPriceRule(PriceBook prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "unknown-price";
    }

    @Override
    public Optional<String> objection(Deployment deployment, Journey journey) {
        UnknownPrice said = journey.settings().routing().unknownPrices().in(journey.getTier());
        boolean refused = said instanceof UnknownPrice.Refuse
                && prices.stateOf(deployment.name(), clock.instant()) == PriceState.UNKNOWN;
        return refused
                ? Optional.of(
                        "its price is unknown: add one to config/prices.yaml, or set a ceiling under unknown-price"
                                + " in config/tiers.yaml")
                : Optional.empty();
    }
}
