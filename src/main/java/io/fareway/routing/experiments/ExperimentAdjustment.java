package io.fareway.routing.experiments;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.routing.PlanAdjustment;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Puts what is tried out first in the plans of the trial. */
@Component
@Order(PlanAdjustment.EXPERIMENTS)
class ExperimentAdjustment implements PlanAdjustment {

    @Override
    public List<Deployment> adjust(List<Deployment> plan, Journey journey) {
        List<String> first = journey.handling().trial().firstIn(journey.getTier());
        return first.isEmpty()
                ? plan
                : plan.stream()
                        .sorted(Comparator.comparing(member -> place(member, first)))
                        .toList();
    }

    private static int place(Deployment member, List<String> first) {
        int place = first.indexOf(member.name());
        return place < 0 ? first.size() : place;
    }
}
