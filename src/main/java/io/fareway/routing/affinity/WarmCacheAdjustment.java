package io.fareway.routing.affinity;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.Selection;
import io.fareway.provider.Availability;
import io.fareway.routing.PlanAdjustment;
import io.fareway.routing.WarmCaches;
import io.fareway.routing.WarmCaches.WarmCache;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Keeps a session where its prompt cache is warm while that is expected to be cheaper than the first of the plan. The
 * policies cost and balanced reckon with the cache by themselves; whoever asks for latency, reliability or an order of
 * providers gets that.
 */
@Component
@Order(PlanAdjustment.WARM_CACHES)
class WarmCacheAdjustment implements PlanAdjustment {

    private static final Set<Policy> INDIFFERENT = EnumSet.of(Policy.FIXED, Policy.WEIGHTED, Policy.LEAST_BUSY);

    private final WarmCaches caches;
    private final Availability availability;
    private final Clock clock;

    WarmCacheAdjustment(WarmCaches caches, Availability availability, Clock clock) {
        this.caches = caches;
        this.availability = availability;
        this.clock = clock;
    }

    @Override
    public List<Deployment> adjust(List<Deployment> plan, Journey journey) {
        if (plan.size() < 2
                || !INDIFFERENT.contains(journey.selection().policy())
                || !journey.wishes().preference().order().isEmpty()) {
            return plan;
        }
        Optional<WarmCache> cache = caches.of(journey, clock.instant());
        Optional<Deployment> warm = cache.flatMap(known -> plan.stream()
                .filter(member -> member.name().equals(known.deployment()))
                .filter(member -> availability.unavailableFor(member).isEmpty())
                .findFirst());
        if (warm.isEmpty() || warm.get().equals(plan.getFirst()) || !isCheaper(warm.get(), plan.getFirst(), journey)) {
            return plan;
        }
        journey.handling()
                .note("session stays at " + warm.get().name() + ": its prompt cache is warm until "
                        + cache.get().until() + ", which is cheaper than "
                        + plan.getFirst().name());
        return PinAdjustment.first(warm.get(), plan);
    }

    private static boolean isCheaper(Deployment warm, Deployment first, Journey journey) {
        OptionalLong there = expected(warm, journey.selection());
        OptionalLong here = expected(first, journey.selection());
        return there.isPresent() && (here.isEmpty() || there.getAsLong() <= here.getAsLong());
    }

    private static OptionalLong expected(Deployment member, Selection selection) {
        return selection.kept().stream()
                .filter(kept -> kept.deployment().equals(member.name()))
                .map(Selection.Kept::expectedPicoUsd)
                .findFirst()
                .orElse(OptionalLong.empty());
    }
}
