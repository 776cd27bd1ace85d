package io.fareway.routing.affinity;

import io.fareway.model.Journey;
import io.fareway.model.choice.Affinity;
import io.fareway.model.choice.Pin;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the deployment that a request is held to: by its own word, else by its caller's settings, else its user tier's. */
@Component
class Pins {

    private final SessionMemory sessions;

    Pins(SessionMemory sessions) {
        this.sessions = sessions;
    }

    /**
     * A pin that holds.
     *
     * @param deployment its name
     * @param by who says so
     */
    record Held(String deployment, Pin.WhenDown whenDown, String by) {}

    /** Empty for a request that is not held, and for the first of a session. */
    Optional<Held> of(Journey journey) {
        Affinity affinity = journey.settings().routing().affinity();
        Optional<Pin> asked = journey.wishes().pin();
        if (asked.isPresent()) {
            return held(asked.get(), "the request", journey);
        }
        Optional<Pin> ofCaller =
                Optional.ofNullable(affinity.callerPins().get(journey.caller().name()));
        if (ofCaller.isPresent()) {
            return held(ofCaller.get(), "caller " + journey.caller().name(), journey);
        }
        String userTier = journey.caller().userTier();
        return Optional.ofNullable(affinity.userTierPins().get(userTier))
                .flatMap(pin -> held(pin, "user tier " + userTier, journey));
    }

    private Optional<Held> held(Pin pin, String by, Journey journey) {
        return pin.deployment()
                .or(() -> sessions.lastAnswering(journey))
                .map(deployment -> new Held(deployment, pin.whenDown(), by));
    }
}
