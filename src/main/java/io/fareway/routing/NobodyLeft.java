package io.fareway.routing;

import io.fareway.model.AnswerStream;
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
import java.util.function.Predicate;

/** What a caller is told when no candidate has answered: what was tried, and when to come again. */
final class NobodyLeft {

    /** When nobody said how long to wait. */
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    private static final int TOO_MANY_REQUESTS = 429;

    private final Journey journey;
    private final Availability availability;
    private final Predicate<Deployment> stopped;

    NobodyLeft(Journey journey, Availability availability, Predicate<Deployment> stopped) {
        this.journey = journey;
        this.availability = availability;
        this.stopped = stopped;
    }

    RequestError error() {
        boolean begun = journey.stream().filter(AnswerStream::isOpen).isPresent();
        if (journey.earlier().refusal().isPresent() && !begun) {
            return RequestError.passedOn(journey.earlier().refusal().get());
        }
        return told().inWordsOf(journey.attempts().stream()
                .map(Attempt::providerWords)
                .flatMap(Optional::stream)
                .toList());
    }

    private RequestError told() {
        List<String> tried = tried();
        Duration retryAfter = retryAfter();
        if (isOnlyFull()) {
            return RequestError.rateLimited(
                    "All providers that could answer have reached their rate limits: " + String.join("; ", tried)
                            + ". Try again in " + seconds(retryAfter) + " s, or ask for another model or tier.",
                    retryAfter);
        }
        return RequestError.exhausted(
                "No provider could answer. Tried: " + String.join("; ", tried)
                        + ". Try again later, or ask for another model or tier.",
                retryAfter,
                tried);
    }

    private List<String> tried() {
        List<String> tried = new ArrayList<>();
        for (Attempt attempt : journey.attempts()) {
            tried.add(attempt.deployment().name() + ": " + attempt.error());
        }
        for (Deployment deployment : journey.plan()) {
            if (journey.attempts().stream()
                    .noneMatch(attempt -> attempt.deployment().equals(deployment))) {
                tried.add(deployment.name() + ": not called, " + reasonNotToCall(deployment));
            }
        }
        return tried;
    }

    private String reasonNotToCall(Deployment deployment) {
        if (stopped.test(deployment)) {
            return "stopped by an operator";
        }
        return availability
                .unavailableFor(deployment)
                .map(wait -> "out of service for " + seconds(wait) + " s")
                .orElse("no time or no further call was left");
    }

    private Duration retryAfter() {
        List<Duration> pauses = journey.plan().stream()
                .map(this::pauseOf)
                .filter(Duration::isPositive)
                .sorted(Comparator.naturalOrder())
                .toList();
        return pauses.isEmpty() || pauses.size() < journey.plan().size() ? DEFAULT_RETRY_AFTER : pauses.getFirst();
    }

    /** How long a deployment is out of service, or has asked to wait if that is longer; zero for neither. */
    private Duration pauseOf(Deployment deployment) {
        Duration closed = availability.unavailableFor(deployment).orElse(Duration.ZERO);
        return journey.attempts().stream()
                .filter(attempt -> attempt.deployment().equals(deployment))
                .map(Attempt::retryAfter)
                .filter(asked -> asked.compareTo(closed) > 0)
                .reduce(closed, (one, other) -> other);
    }

    /** Nobody is ill: everybody who was asked, or would have been, has too much to do. */
    private boolean isOnlyFull() {
        return !journey.plan().isEmpty()
                && journey.plan().stream().allMatch(availability::isFull)
                && journey.attempts().stream().allMatch(attempt -> attempt.httpStatus() == TOO_MANY_REQUESTS);
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
