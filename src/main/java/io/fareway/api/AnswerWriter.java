package io.fareway.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Answer;
import io.fareway.model.AnswerStream;
import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Money;
import io.fareway.model.Usage;
import io.fareway.model.conversation.Closing;
import io.fareway.provider.JourneyHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Tells the caller, after everything is booked: the whole answer, or the last events of a stream. */
@Component
public class AnswerWriter {

    private final ObjectMapper json;

    AnswerWriter(ObjectMapper json) {
        this.json = json;
    }

    /** Writes the journey's answer; a caller who has left gets nothing. */
    public void write(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        if (journey.answer().isEmpty()) {
            return;
        }
        Answer answer = journey.answer().get();
        if (journey.stream().isPresent() && journey.stream().get().isOpen()) {
            endStream(journey, journey.stream().get());
        } else {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
            message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
            JourneyHeaders.of(journey).forEach(message::setHeader);
            message.setHeader(Exchange.HTTP_CHUNKED, false);
            message.setBody(answer.body());
        }
    }

    private void endStream(Journey journey, AnswerStream stream) {
        Usage usage = journey.decisiveAttempt().map(Attempt::usage).orElse(Usage.NONE);
        stream.send(stream.writer().close(new Closing(usage, figures(journey))));
        stream.end();
    }

    /** What only we know. */
    private ObjectNode figures(Journey journey) {
        ObjectNode figures = json.createObjectNode();
        figures.put("request_id", journey.id());
        figures.put("attempts", journey.attempts().size());
        journey.decisiveAttempt()
                .ifPresent(attempt ->
                        figures.put("deployment", attempt.deployment().name()));
        journey.costUsd().ifPresent(usd -> figures.put("cost_usd", Money.format(usd)));
        journey.baselineUsd().ifPresent(usd -> figures.put("baseline_usd", Money.format(usd)));
        return figures;
    }
}
