package io.fareway.model.choice;

import java.util.Optional;

/**
 * A named set of wishes, from {@code config/profiles.yaml}.
 *
 * @param name for example {@code real-time-chat}
 * @param description one line for people
 * @param tier the tier that requests without a model or tier of their own go to; empty = as the classifier says
 * @param rules how candidates are filtered and ordered
 */
public record Profile(String name, String description, Optional<String> tier, RoutingRules rules) {}
