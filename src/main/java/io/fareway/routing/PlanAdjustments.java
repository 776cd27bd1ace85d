package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.choice.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The step after the planner: warm prompt caches, pins, experiments and operators' overrides, in this order. */
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
        if (!adjusted.equals(plan)) {
            journey.selection(inOrderOf(adjusted, journey.selection()));
        }
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

    /** The same choice in the new order; who is out was taken out by an operator. */
    private static Selection inOrderOf(List<Deployment> adjusted, Selection selection) {
        Map<String, Selection.Kept> kept = new LinkedHashMap<>();
        selection.kept().forEach(candidate -> kept.put(candidate.deployment(), candidate));
        List<Selection.Kept> inOrder = new ArrayList<>();
        adjusted.forEach(
                member -> Optional.ofNullable(kept.remove(member.name())).ifPresent(inOrder::add));
        List<Selection.Dropped> dropped = new ArrayList<>(selection.dropped());
        kept.keySet().forEach(name -> dropped.add(new Selection.Dropped(name, "override", "drained by an operator")));
        return new Selection(selection.profile(), selection.policy(), selection.policyReason(), inOrder, dropped);
    }

    private List<Deployment> adjusted(List<Deployment> plan, Journey journey) {
        List<Deployment> adjusted = plan;
        for (PlanAdjustment adjustment : inOrder) {
            adjusted = adjustment.adjust(adjusted, journey);
        }
        return adjusted;
    }
}
