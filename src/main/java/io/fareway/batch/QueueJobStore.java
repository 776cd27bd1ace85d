package io.fareway.batch;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Messages whose jobs are not done or not told, in table {@code queue_job}. */
@Component
class QueueJobStore {

    private static final int AT_ONCE = 100;

    private final JdbcTemplate jdbc;

    QueueJobStore(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Keeps a message; one that is kept already stays as it is. */
    void add(QueueJob message, long now) {
        jdbc.update(
                "insert into queue_job (message_id, job, correlation_id, reply_to, received_at)"
                        + " values (?, ?, ?, ?, ?) on conflict do nothing",
                message.messageId(),
                message.job(),
                message.correlationId(),
                message.replyTo(),
                now);
    }

    /** Messages whose jobs are done, the oldest first. */
    List<QueueJob> done() {
        return jdbc.query(
                "select q.* from queue_job q join batch_job j on j.id = q.job where j.state = 'done'"
                        + " order by q.received_at, q.message_id limit ?",
                (row, index) -> new QueueJob(
                        row.getString("message_id"),
                        row.getString("job"),
                        row.getString("correlation_id"),
                        row.getString("reply_to")),
                AT_ONCE);
    }

    void forget(String messageId) {
        jdbc.update("delete from queue_job where message_id = ?", messageId);
    }
}
