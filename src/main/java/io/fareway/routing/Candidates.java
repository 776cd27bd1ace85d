package io.fareway.routing;

import io.fareway.model.Attempt;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.provider.Availability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Hands the candidates of a plan to the failover load balancer, one at each turn. */
@Component
public class Candidates {

    /** What a caller is told when nobody said how long to wait. */
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    private final Availability availability;

    Candidates(Availability availability) {
        this.availability = availability;
    }

    /**
     * Moves the journey on to the next candidate that can be called now.
     *
     * @throws RequestError when none is left, which ends the failover
     */
    public void next(@ExchangeProperty(Journey.PROPERTY) Journey journey) {
        boolean streamBegun = journey.stream().map(stream -> stream.isOpen()).orElse(false);
        if (streamBegun && !journey.sent().onlyText()) {
            throw exhausted(journey);
        }
        while (journey.nextCandidate()) {
            if (journey.candidate().flatMap(availability::unavailableFor).isEmpty()) {
                return;
            }
        }
        throw exhausted(journey);
    }

    /** The error for a journey on which no candidate answered: what was tried, and when to come again. */
    public RequestError exhausted(Journey journey) {
        List<String> tried = new ArrayList<>();
        for (Attempt attempt : journey.attempts()) {
            tried.add(attempt.deployment().name() + ": " + attempt.error());
        }
        List<Duration> pauses = new ArrayList<>();
        for (Deployment deployment : journey.plan()) {
            Optional<Duration> pause = availability.unavailableFor(deployment);
            pause.ifPresent(pauses::add);
            if (pause.isPresent() && tried.stream().noneMatch(line -> line.startsWith(deployment.name() + ":"))) {
                tried.add(deployment.name() + ": not called, out of service for " + seconds(pause.get()) + " s");
            }
        }
        Duration retryAfter = pauses.size() < journey.plan().size()
                ? DEFAULT_RETRY_AFTER
                : pauses.stream().min(Comparator.naturalOrder()).orElse(DEFAULT_RETRY_AFTER);
        return RequestError.exhausted(
                "No provider could answer. Tried: " + String.join("; ", tried)
                        + ". Try again later, or ask for another model or tier.",
                retryAfter,
                tried);
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
