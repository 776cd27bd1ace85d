package io.fareway.model.choice;

import io.fareway.model.OnUnsupported;
import io.fareway.model.StreamRecovery;
import java.time.Duration;
import java.util.Optional;

/**
 * What one request asks for besides its answer.
 *
 * @param deadline how long all attempts together may take; empty = as the tier says
 * @param recovery what happens to a stream that breaks; empty = as the tier says
 * @param onUnsupported what happens to fields that a wire format cannot say; empty = as the deployment says
 * @param profile name of a profile of the settings; empty for none
 * @param urgency its mark
 * @param rules its own policy and limits
 * @param pin the deployment it is held to; empty = as its caller's settings say
 * @param preference OpenRouter's {@code provider} object
 * @param patience whether its answer may come later
 */
public record RequestWishes(
        Optional<Duration> deadline,
        Optional<StreamRecovery> recovery,
        Optional<OnUnsupported> onUnsupported,
        Optional<String> profile,
        Urgency urgency,
        RoutingRules rules,
        Optional<Pin> pin,
        ProviderPreference preference,
        Patience patience) {

    /** Nothing asked. */
    public static final RequestWishes NONE = new RequestWishes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Urgency.ORDINARY,
            RoutingRules.NONE,
            Optional.empty(),
            ProviderPreference.NONE,
            Patience.NONE);
}
