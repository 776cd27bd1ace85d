package io.fareway.batch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Remembers the answer to each message before it is told, so that a message which a crash delivers again gets the same
 * answer and is not paid for twice. As an idempotent repository it knows a message once its answer is kept.
 */
@Component
public class QueueResults extends ServiceSupport implements IdempotentRepository {

    private final JdbcTemplate jdbc;
    private final QueueProperties properties;
    private final Clock clock;

    QueueResults(DataSource dataSource, QueueProperties properties, Clock clock) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Keeps the line's answer, when it is one.
     *
     * @throws RedeliverException when nobody could answer now
     * @throws DeadLetterException when that has happened as often as may be
     */
    public void keep(Exchange exchange, @ExchangeProperty(QueueMessage.PROPERTY) QueueMessage message)
            throws RedeliverException, DeadLetterException {
        LineAnswer answer = exchange.getMessage().getBody(LineAnswer.class);
        if (answer.retryAfter().isPresent() || answer.gatewayBusy()) {
            String words = new String(answer.body(), StandardCharsets.UTF_8);
            if (message.deliveries() >= properties.maxDeliveries()) {
                throw new DeadLetterException("Nobody could answer in " + message.deliveries()
                        + " deliveries. The last time, with status " + answer.status() + ": " + words);
            }
            throw new RedeliverException("status " + answer.status() + ", delivery " + message.deliveries());
        }
        if (answer.requestId().isEmpty()) {
            throw new DeadLetterException(
                    "The message is no request: " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        jdbc.update(
                "insert into queue_result (message_id, status, request_id, answer, finished_at) values (?, ?, ?, ?, ?)",
                message.id(),
                answer.status(),
                answer.requestId(),
                new String(answer.body(), StandardCharsets.UTF_8),
                clock.millis());
    }

    /** Puts the kept answer in place of a new one. */
    public void recall(Exchange exchange, @ExchangeProperty(QueueMessage.PROPERTY) QueueMessage message) {
        exchange.getMessage().setBody(find(message.id()).orElseThrow());
    }

    private Optional<LineAnswer> find(String messageId) {
        List<LineAnswer> found = jdbc.query(
                "select status, request_id, answer from queue_result where message_id = ?",
                (row, index) -> new LineAnswer(
                        row.getInt("status"),
                        row.getString("request_id"),
                        row.getString("answer").getBytes(StandardCharsets.UTF_8),
                        Optional.empty(),
                        false),
                messageId);
        return found.stream().findFirst();
    }

    /** Forgets answers to messages that are long gone. */
    public void forget() {
        jdbc.update(
                "delete from queue_result where finished_at < ?",
                clock.millis() - properties.keepResults().toMillis());
    }

    @Override
    public boolean contains(String messageId) {
        return find(messageId).isPresent();
    }

    /** The answer itself says that a message was dealt with: there is nothing to add. */
    @Override
    public boolean add(String messageId) {
        return true;
    }

    @Override
    public boolean remove(String messageId) {
        return jdbc.update("delete from queue_result where message_id = ?", messageId) > 0;
    }

    @Override
    public boolean confirm(String messageId) {
        return true;
    }

    @Override
    public void clear() {
        jdbc.update("delete from queue_result");
    }
}
