package io.fareway.routing.affinity;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.choice.Pin;
import io.fareway.routing.CandidateRule;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Drops everybody but the pinned deployment where the pin allows no fail-over. */
@Component
class PinRule implements CandidateRule {

    private final Pins pins;

    PinRule(Pins pins) {
        this.pins = pins;
    }

    @Override
    public String name() {
        return "pin";
    }

    @Override
    public Optional<String> objection(Deployment deployment, Journey journey) {
        return pins.of(journey)
                .filter(pin -> pin.whenDown() == Pin.WhenDown.REFUSE)
                .filter(pin -> !pin.deployment().equals(deployment.name()))
                .map(pin -> pin.by() + " is held to " + pin.deployment() + " and allows nobody else");
    }
}
