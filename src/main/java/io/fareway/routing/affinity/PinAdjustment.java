package io.fareway.routing.affinity;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.provider.Availability;
import io.fareway.routing.PlanAdjustment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Puts the pinned deployment first while it can be called and no limit has dropped it; else the plan stays as it is. */
@Component
@Order(PlanAdjustment.PINS)
class PinAdjustment implements PlanAdjustment {

    private final Pins pins;
    private final Availability availability;

    PinAdjustment(Pins pins, Availability availability) {
        this.pins = pins;
        this.availability = availability;
    }

    @Override
    public List<Deployment> adjust(List<Deployment> plan, Journey journey) {
        Optional<Pins.Held> pin = pins.of(journey);
        if (pin.isEmpty()) {
            return plan;
        }
        Optional<Deployment> pinned = plan.stream()
                .filter(member -> member.name().equals(pin.get().deployment()))
                .findFirst();
        String held = "pin of " + pin.get().by() + " to " + pin.get().deployment();
        if (pinned.isEmpty()) {
            journey.handling().note(held + ": not held, it is not among the candidates");
            return plan;
        }
        if (availability.unavailableFor(pinned.get()).isPresent()) {
            journey.handling().note(held + ": not held, it is out of service");
            return plan;
        }
        journey.handling().note(held);
        return first(pinned.get(), plan);
    }

    /** The same plan with one member in front. */
    static List<Deployment> first(Deployment member, List<Deployment> plan) {
        List<Deployment> ordered = new ArrayList<>(plan);
        ordered.remove(member);
        ordered.addFirst(member);
        return ordered;
    }
}
