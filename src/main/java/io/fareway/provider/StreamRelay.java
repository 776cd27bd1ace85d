package io.fareway.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.dialect.Frame;
import io.fareway.dialect.ServerSentEvents;
import io.fareway.model.AnswerStream;
import io.fareway.model.Attempt;
import io.fareway.model.CallLimits;
import io.fareway.model.Journey;
import io.fareway.model.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Carries a provider's events to the client one by one as they arrive. The last two, the usage chunk and the end mark,
 * are held back until everything is booked.
 */
@Component
class StreamRelay {

    private final ObjectMapper json;
    private final TokenCounter tokens;

    StreamRelay(ObjectMapper json, TokenCounter tokens) {
        this.json = json;
        this.tokens = tokens;
    }

    /**
     * Relays until the answer is whole or the client is gone.
     *
     * @throws ProviderFault when the provider broke off, stalled, or does not continue what the client already has
     */
    void relay(Journey journey, Attempt attempt, LiveBody body) throws ProviderFault, IOException {
        AnswerStream client = journey.stream().orElseThrow();
        Duration firstToken = journey.tierSettings().firstToken().orElseGet(() -> limitsOf(journey, attempt)
                .firstToken());
        RelayedStream stream = new RelayedStream(json, journey, attempt, client);
        Timers.Timer firstTokenGuard = body.guard(firstToken, "no first token");
        ServerSentEvents events = new ServerSentEvents(body);
        try {
            boolean goesOn = true;
            boolean speaking = false;
            while (goesOn) {
                Optional<Frame> event = events.next();
                goesOn = event.isPresent() && stream.take(event.get());
                if (!speaking && stream.hasContent()) {
                    speaking = true;
                    firstTokenGuard.cancel();
                    body.guardIdle();
                }
            }
        } catch (IOException e) {
            if (!stream.isFinished()) {
                throw e;
            }
        } finally {
            firstTokenGuard.cancel();
            if (stream.hasContent()) {
                attempt.usage(usageOrEstimate(stream.usage(), journey, stream.text()));
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
                : tokens.countMessages(journey.request().json().path("messages"));
    }
}
