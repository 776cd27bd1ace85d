package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import java.time.Duration;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The step after the planner: pins, experiments and operators' overrides, in this order. */
@Component
public class PlanAdjustments {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final List<PlanAdjustment> inOrder;

    PlanAdjustments(List<PlanAdjustment> inOrder) {
        this.inOrder = List.copyOf(inOrder);
    }

    /**
     * Adjusts the journey's plan.
     *
     * @throws RequestError 503 when an operator has drained every candidate
     */
    public void apply(@ExchangeProperty(Journey.PROPERTY) Journey journey) {
        List<Deployment> plan = journey.plan();
        List<Deployment> adjusted = adjusted(plan, journey);
        if (adjusted.isEmpty() && !plan.isEmpty()) {
            List<String> drained = plan.stream()
                    .map(deployment -> deployment.name() + ": drained by an operator")
                    .toList();
            throw RequestError.exhausted(
                    "An operator has drained every deployment that could answer. Try again later, or ask for another"
                            + " model or tier.",
                    RETRY_AFTER,
                    drained);
        }
        if (!adjusted.equals(plan)) {
            journey.plan(adjusted);
        }
    }

    /** What would become of a plan: for explanations. */
    public List<Deployment> adjusted(List<Deployment> plan, Journey journey) {
        List<Deployment> adjusted = plan;
        for (PlanAdjustment adjustment : inOrder) {
            adjusted = adjustment.adjust(adjusted, journey);
        }
        return adjusted;
    }
}
