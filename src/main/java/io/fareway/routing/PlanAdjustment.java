package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import java.util.List;

/**
 * Changes the order of a plan, or takes candidates out of it, for reasons beyond the planner's: warm prompt caches,
 * pins, experiments, operators' overrides. It adds nobody, so that the planner's hard limits hold. Each is a bean; the later it comes, the
 * more it counts.
 */
public interface PlanAdjustment {

    /** When warm prompt caches have their turn. */
    int WARM_CACHES = 50;

    /** When pins have their turn. */
    int PINS = 100;

    /** When experiments have their turn. */
    int EXPERIMENTS = 200;

    /** When operators have their turn: last, so that they have the last word. */
    int OVERRIDES = 300;

    /**
     * The adjusted plan. What is changed is noted in the journey's handling.
     *
     * @param plan candidates in the order in which they would be tried
     */
    List<Deployment> adjust(List<Deployment> plan, Journey journey);
}
