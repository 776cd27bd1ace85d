package io.fareway.routing.overrides;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.routing.PlanAdjustment;
import io.fareway.routing.RequestShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Holds a plan to the operators' overrides: frozen orders first, then caps, then forced deployments, and drained ones
 * leave last, so that a drained deployment is not called even when it is forced. Nobody enters a plan by an override.
 */
@Component
@Order(PlanAdjustment.OVERRIDES)
class OverrideAdjustment implements PlanAdjustment {

    private final Overrides overrides;

    OverrideAdjustment(Overrides overrides) {
        this.overrides = overrides;
    }

    @Override
    public List<Deployment> adjust(List<Deployment> plan, Journey journey) {
        List<RoutingOverride> holding = overrides.active().stream()
                .filter(override -> override.holdsIn(journey.getTier()))
                .sorted(Comparator.comparing(OverrideAdjustment::turn))
                .toList();
        List<Deployment> adjusted = plan;
        for (RoutingOverride override : holding) {
            List<Deployment> before = adjusted;
            adjusted = apply(override, before, journey);
            if (!adjusted.equals(before)) {
                journey.handling()
                        .note("override " + override.id() + " by " + override.author() + ": " + override.summary());
            }
        }
        return adjusted;
    }

    private static int turn(RoutingOverride override) {
        return switch (override.kind()) {
            case FREEZE -> 0;
            case CAP -> 1;
            case FORCE -> 2;
            case DRAIN -> 3;
        };
    }

    private static List<Deployment> apply(RoutingOverride override, List<Deployment> plan, Journey journey) {
        return switch (override.kind()) {
            case FREEZE ->
                plan.stream()
                        .sorted(Comparator.comparing(member -> place(member, override.order())))
                        .toList();
            case CAP ->
                RequestShare.of(override.id(), journey.id()) < override.sharePercent()
                        ? plan
                        : firstThose(plan, member -> !override.concerns(member));
            case FORCE -> firstThose(plan, override::concerns);
            case DRAIN ->
                plan.stream().filter(member -> !override.concerns(member)).toList();
        };
    }

    private static int place(Deployment member, List<String> order) {
        int place = order.indexOf(member.name());
        return place < 0 ? order.size() : place;
    }

    private static List<Deployment> firstThose(List<Deployment> plan, Predicate<Deployment> first) {
        List<Deployment> ordered = new ArrayList<>(plan.size());
        Stream.of(first, first.negate())
                .forEach(wanted -> plan.stream().filter(wanted).forEach(ordered::add));
        return ordered;
    }
}
