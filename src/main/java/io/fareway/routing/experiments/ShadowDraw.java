package io.fareway.routing.experiments;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.experiment.Shadow;
import io.fareway.routing.RequestShare;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Decides, once a request is booked, whether it is sent once more for a shadow; never waits. */
@Component
public class ShadowDraw {

    /** Exchange property that holds the {@link Shadow} for which a request is sent once more. */
    static final String SHADOW = "shadow";

    private final ShadowPlaces places;
    private final Clock clock;

    ShadowDraw(ShadowPlaces places, Clock clock) {
        this.places = places;
        this.clock = clock;
    }

    /** Sets the property {@value #SHADOW} of an answered request that is drawn, if a place is free. */
    public void draw(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        Optional<Attempt> answered =
                journey.lastAttempt().filter(attempt -> attempt.outcome().equals(Optional.of(Outcome.ANSWERED)));
        if (answered.isEmpty()) {
            return;
        }
        String answeredBy = answered.get().deployment().name();
        journey.settings().experiments().shadows().stream()
                .filter(shadow -> shadow.tier().equals(journey.getTier()) && shadow.isOn(clock.instant()))
                .filter(shadow -> !shadow.deployment().equals(Optional.of(answeredBy)))
                .filter(shadow -> RequestShare.of("shadow " + shadow.name(), journey.id()) < shadow.sharePercent())
                .findFirst()
                .filter(shadow -> places.take(shadow.name()))
                .ifPresent(shadow -> exchange.setProperty(SHADOW, shadow));
    }
}
