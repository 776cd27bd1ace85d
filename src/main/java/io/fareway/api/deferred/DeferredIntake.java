package io.fareway.api.deferred;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.admission.budget.PutOff;
import io.fareway.model.Answer;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.choice.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Puts a request off: it waits as a row in the database, and its caller gets 202 with the address to ask at. */
@Component
@EnableConfigurationProperties(DeferredProperties.class)
public class DeferredIntake {

    private final DeferredStore store;
    private final CallbackGuard guard;
    private final DeferredProperties properties;
    private final Clock clock;

    DeferredIntake(DeferredStore store, CallbackGuard guard, DeferredProperties properties, Clock clock) {
        this.store = store;
        this.guard = guard;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Puts the request off, durably, and answers 202.
     *
     * @throws RequestError 400 when {@code metadata.answer_by} is no moment, 429 when the budget begins anew too late for it
     */
    public void defer(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        PutOff putOff = exchange.getProperty(PutOff.PROPERTY, PutOff.class);
        Instant now = clock.instant();
        Instant expiresAt = Expiry.of(journey, now, properties.maxWait());
        journey.wishes().patience().callback().ifPresent(guard::check);
        if (!expiresAt.isAfter(putOff.until())) {
            throw RequestError.overBudget(
                    putOff.reason() + ". It begins anew at " + putOff.until()
                            + ", which is later than this request's metadata.answer_by or deadline.",
                    Duration.between(now, putOff.until()));
        }
        DeferredRequest request = new DeferredRequest(
                journey.id(),
                journey.caller().name(),
                form(journey),
                putOff.reason(),
                DeferredRequest.State.WAITING,
                now,
                putOff.until(),
                expiresAt,
                Optional.empty());
        store.add(request);
        journey.answer(new Answer(202, "application/json", json(request)));
    }

    private static DeferredRequest.Form form(Journey journey) {
        Patience patience = journey.wishes().patience();
        return new DeferredRequest.Form(
                unstreamed(journey),
                journey.request().dialect(),
                journey.endpoint().replace(":streamGenerateContent", ":generateContent"),
                journey.request().task(),
                patience.headers(),
                patience.callback());
    }

    /** An answer that is fetched later cannot be a stream. */
    private static String unstreamed(Journey journey) {
        ObjectNode body = journey.request().json().deepCopy();
        body.remove("stream");
        body.remove("stream_options");
        return body.toString();
    }

    private static byte[] json(DeferredRequest request) {
        return DeferredLookup.json(request).toString().getBytes(StandardCharsets.UTF_8);
    }
}
