package io.fareway.batch;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;
import org.springframework.stereotype.Component;

/** Turns a message of the queue into a line, as if it had stood in a job file. */
@Component
public class QueueIntake {

    /** What these lines have for a job. */
    static final String JOB = "queue";

    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private final BatchProperties properties;

    QueueIntake(BatchProperties properties) {
        this.properties = properties;
    }

    /**
     * Reads the message and drops everything else of it from the exchange.
     *
     * @throws DeadLetterException when it is no text, empty, or too long
     * @throws JMSException when the broker is gone
     */
    public void accept(Exchange exchange) throws DeadLetterException, JMSException {
        Message received = exchange.getMessage(JmsMessage.class).getJmsMessage();
        String text = received instanceof TextMessage words
                ? Optional.ofNullable(words.getText()).orElse("")
                : "";
        QueueMessage message = new QueueMessage(
                received.getJMSMessageID(),
                Optional.ofNullable(received.getJMSCorrelationID()).orElse(received.getJMSMessageID()),
                Optional.ofNullable(received.getJMSReplyTo()),
                received.propertyExists(DELIVERY_COUNT) ? received.getIntProperty(DELIVERY_COUNT) : 1,
                text);
        exchange.setProperty(QueueMessage.PROPERTY, message);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        if (!(received instanceof TextMessage)) {
            throw new DeadLetterException(
                    "The message is no text message. Send the request as JSON in a text message.");
        }
        if (body.length > properties.maxLine().toBytes()) {
            throw new DeadLetterException("The message is longer than "
                    + properties.maxLine().toMegabytes() + " MB. Send less, or raise fareway.batch.max-line.");
        }
        exchange.setProperty(
                BatchLine.PROPERTY,
                new BatchLine(JOB, 0, message.correlationId(), LineEndpoint.CHAT_COMPLETIONS, body));
    }
}
