package io.fareway.routing.experiments;

import io.fareway.dialect.Translations;
import io.fareway.model.AnswerStream;
import io.fareway.model.Caller;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.model.RequestError;
import io.fareway.model.experiment.Shadow;
import io.fareway.model.experiment.Trial;
import io.fareway.provider.Availability;
import io.fareway.routing.Planner;
import io.fareway.routing.overrides.Overrides;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The start of the route {@code shadow}: the same request once more, on a journey of its own. */
@Component
public class ShadowCopies {

    /** Exchange property that holds the journey of the request that was answered. */
    static final String ANSWERED = "answeredJourney";

    private static final String CANDIDATE_ROUTE = "candidateRoute";

    private final Planner planner;
    private final Overrides overrides;
    private final Availability availability;
    private final Translations dialects;
    private final Clock clock;

    ShadowCopies(Planner planner, Overrides overrides, Availability availability, Translations dialects, Clock clock) {
        this.planner = planner;
        this.overrides = overrides;
        this.availability = availability;
        this.dialects = dialects;
        this.clock = clock;
    }

    /**
     * Puts the copy's journey in place of the answered one.
     *
     * @throws RequestError when a hard limit of the request or an operator forbids the deployment, or it cannot be called now
     */
    public void begin(
            Exchange exchange,
            @ExchangeProperty(ShadowDraw.SHADOW) Shadow shadow,
            @ExchangeProperty(Journey.PROPERTY) Journey answered) {
        exchange.setProperty(ANSWERED, answered);
        Deployment deployment = answered.settings()
                .deployment(shadow.deployment().orElseThrow())
                .orElseThrow();
        Journey copy = copyOf(answered, shadow);
        exchange.setProperty(Journey.PROPERTY, copy);
        if (!planner.wouldKeep(deployment, answered)
                || overrides.isDrained(deployment, answered.getTier())
                || availability.unavailableFor(deployment).isPresent()) {
            throw RequestError.unservable(deployment.name() + " may not be called for this request now.", List.of());
        }
        copy.plan(List.of(deployment));
        copy.turnTo(deployment);
        exchange.setProperty(CANDIDATE_ROUTE, deployment.routeName());
    }

    /** Its cost is nobody's who asked for the answer: budgets of callers and teams do not count it. */
    private Journey copyOf(Journey answered, Shadow shadow) {
        Optional<AnswerStream> unheard = answered.request().stream()
                ? Optional.of(
                        new UnheardStream(dialects.client(answered.request().dialect())
                                .writer(answered.request().asked())))
                : Optional.empty();
        Journey copy = new Journey(
                answered.id() + ".shadow",
                answered.endpoint(),
                answered.request(),
                answered.settings(),
                clock.instant(),
                System.nanoTime(),
                unheard,
                "");
        copy.origin(new Origin(Caller.UNNAMED, "", "", answered.origin().headers()));
        copy.wishes(answered.wishes());
        copy.assignTier(answered.getTier(), answered.tierReason());
        copy.promptTokens(answered.promptTokens());
        copy.handling().trial(Trial.shadow(shadow.name()));
        return copy;
    }
}
