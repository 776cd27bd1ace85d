package io.fareway.api;

import io.fareway.dialect.ClientDialect;
import io.fareway.dialect.Translations;
import io.fareway.ledger.LedgerUnavailableException;
import io.fareway.model.Answer;
import io.fareway.model.AnswerStream;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.provider.JourneyHeaders;
import io.fareway.provider.Settlement;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Answers whatever went wrong in the client's dialect: a status and an error object, or an error inside a stream. */
@Component
public class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private final Settlement settlement;
    private final Translations dialects;

    ApiErrors(Settlement settlement, Translations dialects) {
        this.dialects = dialects;
        this.settlement = settlement;
    }

    /** Books the failed request and writes the error. */
    public void respond(Exchange exchange) {
        Optional<Journey> journey = Optional.ofNullable(exchange.getProperty(Journey.PROPERTY, Journey.class));
        RequestError error = booked(errorFor(exchange, journey), journey);
        Optional<AnswerStream> begun = journey.flatMap(Journey::stream).filter(AnswerStream::isOpen);
        if (begun.isPresent()) {
            exchange.getMessage().setBody(null);
            begun.get()
                    .send(dialectOf(exchange)
                            .errorEvent(error, journey.get().request().asked()));
            breakOffWhenDone(exchange, begun.get());
        } else {
            write(exchange, error, journey);
        }
    }

    /** Not before Camel has let go of the response: breaking it off takes it away. */
    private static void breakOffWhenDone(Exchange exchange, AnswerStream stream) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                stream.breakOff();
            }
        });
    }

    private RequestError booked(RequestError error, Optional<Journey> journey) {
        boolean planned = journey.map(way -> !way.plan().isEmpty()).orElse(false);
        if (!planned) {
            return error;
        }
        try {
            if (journey.get().ending().isCancelled()) {
                settlement.settle(journey.get());
            } else {
                settlement.settleFailed(journey.get(), error.status());
            }
            return error;
        } catch (LedgerUnavailableException e) {
            return RequestError.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private ClientDialect dialectOf(Exchange exchange) {
        return dialects.client(CallerDialects.dialectOf(exchange));
    }

    private void write(Exchange exchange, RequestError error, Optional<Journey> journey) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, error.status());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        journey.map(JourneyHeaders::of).ifPresent(headers -> headers.forEach(message::setHeader));
        error.retryAfterSeconds().ifPresent(wait -> message.setHeader("Retry-After", Long.toString(wait)));
        message.setBody(error.refusal()
                .map(Answer::body)
                .orElseGet(() -> dialectOf(exchange).error(error).toString().getBytes(StandardCharsets.UTF_8)));
    }

    private RequestError errorFor(Exchange exchange, Optional<Journey> journey) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RequestError error) {
                return error;
            }
            if (cause instanceof LedgerUnavailableException) {
                return RequestError.unavailable(String.valueOf(cause.getMessage()));
            }
        }
        String id = journey.map(Journey::id).orElse(exchange.getExchangeId());
        LOG.error("Request {} failed inside the gateway", id, thrown);
        return RequestError.internal(id);
    }
}
