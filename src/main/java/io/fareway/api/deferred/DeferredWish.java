package io.fareway.api.deferred;

import io.fareway.admission.ApiPaths;
import io.fareway.admission.budget.PutOff;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.pricing.PriceHours;
import io.fareway.routing.Planner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Puts off a request whose caller says that its answer can wait, until it costs least. */
@Component
public class DeferredWish {

    private static final Duration FURTHEST = Duration.ofDays(7);

    private final Planner planner;
    private final PriceHours hours;
    private final DeferredProperties properties;
    private final Clock clock;

    DeferredWish(Planner planner, PriceHours hours, DeferredProperties properties, Clock clock) {
        this.planner = planner;
        this.hours = hours;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Decides about a request whose tier is known; one that a budget has put off waits for its budget. Lines of jobs have
     * deadlines of their own.
     *
     * @throws RequestError 400 when {@code metadata.answer_by} is no moment, or over
     */
    public void consider(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        Optional<Duration> asked = journey.wishes().patience().within();
        boolean isDecided = exchange.getProperty(PutOff.PROPERTY) != null;
        if (asked.isEmpty() || isDecided || !ApiPaths.contain(journey.endpoint())) {
            return;
        }
        Duration within = asked.get();
        Instant now = clock.instant();
        Instant expiresAt = Expiry.of(journey, now, properties.maxWait());
        if (!expiresAt.isAfter(now)) {
            throw RequestError.invalid(
                    Expiry.ANSWER_BY,
                    Expiry.ANSWER_BY + " is over. Name a later moment, or none: then its deadline holds.");
        }
        planner.plan(journey);
        Instant moment = hours.cheapest(journey.plan(), PriceHours.expected(journey), now, latest(now, expiresAt))
                .orElse(now);
        String reason =
                "its answer can wait for " + within.toString().substring(2).toLowerCase(Locale.ROOT)
                        + (moment.isAfter(now) ? ", and costs less from " + moment + " on" : "");
        exchange.setProperty(PutOff.PROPERTY, new PutOff(reason, moment));
    }

    private Instant latest(Instant now, Instant expiresAt) {
        Instant asked = expiresAt.minus(properties.reserve());
        Instant furthest = now.plus(FURTHEST);
        return asked.isBefore(furthest) ? asked : furthest;
    }
}
