package io.fareway.provider;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Money;
import io.fareway.model.OnUnsupported;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code x-fareway-*} response headers: which way a request went, and what it cost. */
public final class JourneyHeaders {

    private JourneyHeaders() {}

    /** What is known so far. A stream's cost is known only at its end and is found in its usage chunk instead. */
    public static Map<String, String> of(Journey journey) {
        Map<String, String> headers = new LinkedHashMap<>();
        journey.decisiveAttempt().map(Attempt::headersForCaller).ifPresent(headers::putAll);
        headers.put("x-fareway-request-id", journey.id());
        if (!journey.getTier().isEmpty()) {
            headers.put("x-fareway-tier", journey.getTier());
            headers.put("x-fareway-tier-reason", journey.tierReason());
        }
        headers.put("x-fareway-attempts", Integer.toString(journey.attempts().size()));
        journey.decisiveAttempt().map(Attempt::deployment).ifPresent(deployment -> {
            headers.put("x-fareway-provider", deployment.provider());
            headers.put("x-fareway-model", deployment.model());
            if (deployment.simulated()) {
                headers.put("x-fareway-simulated", "true");
            }
        });
        journey.decisiveAttempt()
                .filter(attempt -> journey.onUnsupported(attempt.deployment()) == OnUnsupported.WARN)
                .filter(attempt -> !attempt.unsupported().isEmpty())
                .ifPresent(attempt -> headers.put("x-fareway-unsupported", String.join(", ", attempt.unsupported())));
        if (journey.answer().isPresent() && journey.stream().isEmpty()) {
            headers.put(
                    "x-fareway-cost-usd", journey.costUsd().map(Money::format).orElse("unknown"));
            headers.put(
                    "x-fareway-baseline-usd",
                    journey.baselineUsd().map(Money::format).orElse("unknown"));
        }
        headers.putAll(journey.handling().headers());
        return headers;
    }
}
