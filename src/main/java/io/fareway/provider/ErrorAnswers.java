package io.fareway.provider;

import io.fareway.dialect.ProviderError;
import io.fareway.model.Answer;
import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Judges answers with an error status: whether the caller gets them, or another candidate is asked. */
@Component
class ErrorAnswers {

    private static final int LARGEST_BYTES = 64 * 1024;
    private static final Duration DEFAULT_COOL_DOWN = Duration.ofSeconds(5);

    /** The words of a provider that has failed are not worth a longer wait: the next candidate is to be asked. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Refusals refusals;
    private final KeyRefusals keyRefusals;
    private final Availability availability;
    private final Clock clock;

    ErrorAnswers(Refusals refusals, KeyRefusals keyRefusals, Availability availability, Clock clock) {
        this.refusals = refusals;
        this.keyRefusals = keyRefusals;
        this.availability = availability;
        this.clock = clock;
    }

    /**
     * Takes in the error answer to the last attempt.
     *
     * @throws ProviderFault when another candidate should be asked; otherwise the journey has the caller's answer
     */
    void judge(Exchange exchange, Journey journey, int status, LiveBody body) throws ProviderFault, IOException {
        Attempt attempt = journey.lastAttempt().orElseThrow();
        switch (status) {
            case 401, 402, 403 -> {
                body.guardIdle();
                keyRefusals.judge(exchange, journey, status, body.readNBytes(LARGEST_BYTES));
            }
            case 404 -> {
                heard(journey, attempt, status, body);
                throw ProviderFault.setUp(status);
            }
            case 429 -> throw rateLimited(asked(exchange), journey, attempt, body);
            default -> {
                if (isOfCaller(status)) {
                    body.guardIdle();
                    refuse(exchange, journey, attempt, status, body.readNBytes(LARGEST_BYTES));
                } else {
                    asked(exchange).ifPresent(attempt::retryAfter);
                    heard(journey, attempt, status, body);
                    throw ProviderFault.status(status, "status " + status);
                }
            }
        }
    }

    /** Whether a status says that the request is wrong, rather than that this is not the time for it. */
    private static boolean isOfCaller(int status) {
        return switch (status) {
            case 408, 409, 424, 425 -> false;
            default -> status >= 400 && status < 500;
        };
    }

    /** How long the answer's headers ask to wait. */
    private Optional<Duration> asked(Exchange exchange) {
        Message response = exchange.getMessage();
        return RetryAfter.in(name -> response.getHeader(name, "", String.class), clock.instant());
    }

    /** The pause begins before the body is read, unless only the body says how long it is. */
    private ProviderFault rateLimited(Optional<Duration> asked, Journey journey, Attempt attempt, LiveBody body) {
        asked.ifPresent(wait -> availability.coolDown(attempt.deployment(), attempt.key(), wait));
        ProviderError error = heard(journey, attempt, attempt.httpStatus(), body);
        if (asked.isPresent()) {
            return ProviderFault.rateLimited(asked);
        }
        Optional<Duration> inBody = error.retryAfter().map(RetryAfter::capped);
        availability.coolDown(attempt.deployment(), attempt.key(), inBody.orElse(DEFAULT_COOL_DOWN));
        return ProviderFault.rateLimited(inBody);
    }

    /** What a provider that failed says, as far as it says it at once. */
    private ProviderError heard(Journey journey, Attempt attempt, int status, LiveBody body) {
        byte[] words = readAtOnce(body);
        ProviderError error = refusals.read(attempt, status, words);
        ErrorNotes.keep(journey, attempt, error, words);
        return error;
    }

    private static byte[] readAtOnce(LiveBody body) {
        Timers.Timer guard = body.guard(PATIENCE, "no words");
        try {
            return body.readNBytes(LARGEST_BYTES);
        } catch (IOException brokenOff) {
            return new byte[0];
        } finally {
            guard.cancel();
        }
    }

    /** The caller's fault goes to the caller, unless another deployment can do what this one refuses. */
    private void refuse(Exchange exchange, Journey journey, Attempt attempt, int status, byte[] body)
            throws ProviderFault {
        ProviderError error = refusals.read(attempt, status, body);
        if (error.kind() == ProviderError.Kind.KEY_REFUSED) {
            keyRefusals.judge(exchange, journey, status, body);
            return;
        }
        Answer refusal = refusals.told(error, status, body, journey, attempt);
        attempt.end(Outcome.REFUSED, "status " + status);
        if (journey.earlier().isPrefilling()) {
            throw ProviderFault.cannotContinue(status, "refuses to continue an answer begun elsewhere");
        }
        ErrorNotes.keep(journey, attempt, error, body);
        if (error.kind() == ProviderError.Kind.CONTEXT_LENGTH) {
            journey.earlier().refusedForLength(refusal, attempt.deployment().contextTokens());
            throw ProviderFault.promptTooLong(status);
        }
        journey.answer(refusal);
    }
}
