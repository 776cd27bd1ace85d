package io.fareway.api.deferred;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Until when the answer to a request that may wait is of use: the earlier of its deadline and {@code metadata.answer_by};
 * where it says neither, after the longest wait.
 */
final class Expiry {

    static final String ANSWER_BY = "metadata.answer_by";

    private Expiry() {}

    /** @throws RequestError 400 when {@code metadata.answer_by} is no moment */
    static Instant of(Journey journey, Instant now, Duration maxWait) {
        Optional<Instant> deadline = journey.wishes().patience().within().map(now::plus);
        return Stream.of(deadline, answerBy(journey))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> now.plus(maxWait));
    }

    private static Optional<Instant> answerBy(Journey journey) {
        JsonNode given = journey.request().json().path("metadata").path("answer_by");
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(given.asText()));
        } catch (DateTimeParseException e) {
            throw RequestError.invalid(ANSWER_BY, ANSWER_BY + " must be a moment such as 2026-08-01T06:00:00Z.");
        }
    }
}
