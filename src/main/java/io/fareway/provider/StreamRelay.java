package io.fareway.provider;

import io.fareway.dialect.Frames;
import io.fareway.dialect.WireFormat;
import io.fareway.model.AnswerStream;
import io.fareway.model.Attempt;
import io.fareway.model.CallLimits;
import io.fareway.model.Journey;
import io.fareway.model.Usage;
import io.fareway.model.conversation.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Carries a provider's events to the caller one by one as they arrive. The last ones, the usage and the end mark, are
 * held back until everything is booked.
 */
@Component
class StreamRelay {

    private final TokenCounter tokens;
    private final Availability availability;

    StreamRelay(TokenCounter tokens, Availability availability) {
        this.tokens = tokens;
        this.availability = availability;
    }

    /**
     * Relays until the answer is whole or the caller is gone.
     *
     * @throws ProviderFault when the provider broke off, stalled, or does not continue what the caller already has
     */
    void relay(Journey journey, Attempt attempt, LiveBody body, WireFormat wire) throws ProviderFault, IOException {
        AnswerStream client = journey.stream().orElseThrow();
        Duration firstToken = journey.tierSettings().firstToken().orElseGet(() -> limitsOf(journey, attempt)
                .firstToken());
        boolean passes = wire.passes(journey.request().dialect());
        RelayedStream stream = new RelayedStream(journey, attempt, client, wire.reader(), passes);
        Timers.Timer firstTokenGuard = body.guard(firstToken, "no first token");
        Frames frames = wire.frames(body);
        try {
            boolean goesOn = true;
            boolean speaking = false;
            while (goesOn) {
                Optional<Frame> frame = frames.next();
                goesOn = frame.isPresent() && stream.take(frame.get());
                body.hold(stream.length());
                if (!speaking && stream.hasContent()) {
                    speaking = true;
                    firstTokenGuard.cancel();
                    body.guardIdle();
                    availability.goesWell(journey);
                }
            }
        } catch (IOException e) {
            if (!stream.isFinished()) {
                throw e;
            }
        } finally {
            firstTokenGuard.cancel();
            if (stream.hasContent()) {
                attempt.usage(usageOrEstimate(stream.usage(), journey, stream.answerText()));
            }
        }
        stream.end();
    }

    private static CallLimits limitsOf(Journey journey, Attempt attempt) {
        return journey.settings().providerOf(attempt.deployment()).limits();
    }

    /** What the provider reports, or our own count when it does not. */
    Usage usageOrEstimate(Optional<Usage> reported, Journey journey, String answerText) {
        return reported.orElseGet(() -> Usage.ofText(promptTokens(journey), tokens.count(answerText), true));
    }

    private long promptTokens(Journey journey) {
        return journey.promptTokens() > 0
                ? journey.promptTokens()
                : tokens.count(journey.request().conversation());
    }
}
