package io.fareway.routing.overrides;

import java.time.Instant;
import java.util.List;

/**
 * What an operator asks for; see {@link RoutingOverride} for the fields.
 *
 * @param order empty with {@link OverrideKind#FREEZE} = as {@code config/tiers.yaml} has it now
 */
public record OverrideRequest(
        OverrideKind kind,
        String subject,
        String tier,
        int sharePercent,
        List<String> order,
        String reason,
        String author,
        Instant until) {}
