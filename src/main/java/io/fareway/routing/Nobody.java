package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.choice.Selection;
import java.util.List;
import java.util.Optional;

/** What a caller is told when the limits leave nobody. */
final class Nobody {

    private Nobody() {}

    static RequestError mayAnswer(Journey journey, Demand demand) {
        List<Selection.Dropped> dropped = journey.selection().dropped();
        boolean onlyTooLong = !dropped.isEmpty()
                && dropped.stream().allMatch(each -> each.rule().equals(LimitRule.CONTEXT.label()));
        if (onlyTooLong) {
            return RequestError.invalid(
                    "messages",
                    "Prompt and answer need about " + demand.contextTokens()
                            + " tokens, but the largest context here is "
                            + largestContext(journey, dropped)
                            + ". Shorten the prompt, lower max_tokens, or ask for a model with a larger context.");
        }
        List<String> reasons = dropped.stream()
                .map(each -> each.deployment() + ": " + each.rule() + ", " + each.reason())
                .toList();
        return RequestError.unservable(
                "No deployment may answer this request. Dropped: " + String.join("; ", reasons)
                        + ". Loosen a limit of the request or its profile, or ask for another model or tier.",
                reasons);
    }

    private static int largestContext(Journey journey, List<Selection.Dropped> dropped) {
        return dropped.stream()
                .map(each -> journey.settings().deployment(each.deployment()))
                .flatMap(Optional::stream)
                .mapToInt(Deployment::contextTokens)
                .max()
                .orElse(0);
    }
}
