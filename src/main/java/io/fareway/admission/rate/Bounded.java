package io.fareway.admission.rate;

import io.fareway.model.Caller;
import io.fareway.model.Journey;
import io.fareway.model.RateLimits;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whose limits bound a request: its caller's own, and those of the caller's team.
 *
 * @param name for example {@code caller helpdesk-bot}
 */
record Bounded(String name, RateLimits limits) {

    /** All whose limit of this kind counts for a request. */
    static List<Bounded> of(Journey journey, Function<RateLimits, OptionalLong> kind) {
        Caller caller = journey.caller();
        return Stream.of(
                        new Bounded("caller " + caller.name(), caller.limits()),
                        new Bounded(
                                "team " + caller.team(),
                                journey.settings().callers().limitsOf(caller.team())))
                .filter(bounded -> kind.apply(bounded.limits()).isPresent())
                .toList();
    }
}
