package io.fareway.batch;

import io.fareway.dialect.openai.ChatErrors;
import io.fareway.model.RequestError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.jms.JmsConstants;
import org.springframework.stereotype.Component;

/** Addresses replies and dead letters. */
@Component
public class QueueReplies {

    private static final String STATUS = "fareway_status";
    private static final String REQUEST_ID = "fareway_request_id";
    private static final String REASON = "fareway_reason";
    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;
    private static final String CORRELATION_ID = "JMSCorrelationID";

    /** Message properties that leave us. */
    static final Set<String> HEADERS = Set.of(STATUS, REQUEST_ID, REASON, CORRELATION_ID);

    /** Makes the answer the reply: to where the sender wants it, or where the route sends it. */
    public void reply(Exchange exchange, @ExchangeProperty(QueueMessage.PROPERTY) QueueMessage message) {
        LineAnswer answer = exchange.getMessage().getBody(LineAnswer.class);
        Message reply = exchange.getMessage();
        reply.setHeader(CORRELATION_ID, message.correlationId());
        reply.setHeader(STATUS, answer.status());
        reply.setHeader(REQUEST_ID, answer.requestId());
        message.replyTo().ifPresent(destination -> reply.setHeader(JmsConstants.JMS_DESTINATION, destination));
        reply.setBody(new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Addresses the reply to a message that stood for a whole job. */
    static void address(Message reply, QueueJob told, boolean failed) {
        reply.removeHeaders("*");
        reply.setHeader(CORRELATION_ID, told.correlationId());
        reply.setHeader(STATUS, failed ? UNPROCESSABLE : OK);
        if (!told.replyTo().isEmpty()) {
            reply.setHeader(JmsConstants.JMS_DESTINATION_NAME, told.replyTo());
        }
    }

    /** Tells a sender who waits for a reply that the message is among the dead letters, and why. */
    public void refuse(Exchange exchange, @ExchangeProperty(QueueMessage.PROPERTY) QueueMessage message) {
        Message reply = exchange.getMessage();
        String reason = reply.getHeader(REASON, "", String.class);
        reply.setHeader(STATUS, UNPROCESSABLE);
        message.replyTo().ifPresent(destination -> reply.setHeader(JmsConstants.JMS_DESTINATION, destination));
        reply.setBody(ChatErrors.write(RequestError.refused(UNPROCESSABLE, "dead_letter", Optional.empty(), reason))
                .toString());
    }

    /** Makes the message a dead letter that tells the reason. */
    public void bury(Exchange exchange, @ExchangeProperty(QueueMessage.PROPERTY) QueueMessage message) {
        Throwable reason = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Message letter = exchange.getMessage();
        letter.removeHeaders("*");
        letter.setHeader(CORRELATION_ID, message.correlationId());
        letter.setHeader(REASON, Optional.ofNullable(reason.getMessage()).orElse("unknown"));
        letter.setBody(message.text());
    }
}
