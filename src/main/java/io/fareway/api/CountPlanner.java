package io.fareway.api;

import io.fareway.admission.CallerIdentity;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.routing.PlanAdjustments;
import io.fareway.routing.Planner;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Says who may be asked how many tokens a request has: those to whom the request itself could go, for whoever counts is
 * told all its words.
 */
@Component
class CountPlanner {

    private final Planner planner;
    private final PlanAdjustments adjustments;
    private final RequestIds ids;
    private final Clock clock;

    CountPlanner(Planner planner, PlanAdjustments adjustments, RequestIds ids, Clock clock) {
        this.planner = planner;
        this.adjustments = adjustments;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A journey that nobody makes, with its plan. The plan is empty where the request names neither a model nor a
     * deployment, and where its limits, the settings or an operator leave nobody. Its prompt has no length yet, so none
     * is too long to be counted.
     *
     * @throws RequestError that names a wish of the request that cannot be read
     */
    Journey plan(HttpServletRequest http, ChatRequest request, Settings settings) {
        Journey journey = new Journey(
                ids.next(),
                http.getRequestURI(),
                request,
                settings,
                clock.instant(),
                System.nanoTime(),
                Optional.empty(),
                "");
        String session = Optional.ofNullable(http.getHeader(ChatIntake.SESSION)).orElse("");
        journey.origin(Origin.of(CallerIdentity.of(http), session, request.json()));
        journey.wishes(WishesReader.read(WishesReader.headersOf(http), request.json(), settings));
        journey.assignTier(Tier.NAMED, "a count is asked of those who serve the model named");
        plan(journey);
        return journey;
    }

    private void plan(Journey journey) {
        try {
            planner.plan(journey);
            adjustments.apply(journey);
        } catch (RequestError nobody) {
            journey.plan(List.of());
        }
    }
}
