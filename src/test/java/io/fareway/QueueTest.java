package io.fareway;

import static io.fareway.testing.ChatClient.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.ledger.LedgerQueries;
import io.fareway.operations.LiveRoutes;
import io.fareway.testing.Replies;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Messages of a real broker: what their sender gets, what the provider gets, what is left among the dead letters. */
class QueueTest extends GatewayTest {

    private static final long PATIENCE_MS = Duration.ofSeconds(20).toMillis();

    private final ConnectionFactory connections;
    private final JdbcTemplate jdbc;
    private final LedgerQueries ledger;
    private final LiveRoutes routes;
    private final Path inbox;
    private JMSContext jms;

    @Autowired
    QueueTest(
            ConnectionFactory connections,
            JdbcTemplate jdbc,
            LedgerQueries ledger,
            LiveRoutes routes,
            Environment environment) {
        this.ledger = ledger;
        this.connections = connections;
        this.jdbc = jdbc;
        this.routes = routes;
        this.inbox = Path.of(environment.getRequiredProperty("fareway.batch.inbox"));
    }

    @BeforeEach
    void connect() {
        jms = connections.createContext();
    }

    @AfterEach
    void disconnect() {
        jms.close();
    }

    @Test
    void message_isAnsweredWhereItsSenderWantsIt() throws Exception {
        ONE.next(Replies.text("one two three"));
        TemporaryQueue place = jms.createTemporaryQueue();

        send(request(chat("simple"), place));

        TextMessage reply = receive(place);
        assertThat(reply.getText()).contains("one two three");
        assertThat(reply.getJMSCorrelationID()).isEqualTo("ticket-7");
        assertThat(reply.getIntProperty("fareway_status")).isEqualTo(200);
        assertThat(ledger.request(reply.getStringProperty("fareway_request_id")))
                .isPresent();
    }

    @Test
    void message_thatNamesNoPlaceIsAnsweredInTheQueueOfResults() throws Exception {
        ONE.next(Replies.text("fine"));

        TextMessage message = jms.createTextMessage(chat("simple"));
        send(message);

        TextMessage reply = receive(jms.createQueue("fareway.results"));
        assertThat(reply.getText()).contains("fine");
        assertThat(reply.getJMSCorrelationID()).isEqualTo(message.getJMSMessageID());
    }

    @Test
    void message_refusedByTheProviderIsAnsweredWithTheRefusal() throws Exception {
        ONE.next(Replies.error(400, "temperature must be below 2"));
        TemporaryQueue place = jms.createTemporaryQueue();

        send(request(chat("simple"), place));

        TextMessage reply = receive(place);
        assertThat(reply.getIntProperty("fareway_status")).isEqualTo(400);
        assertThat(reply.getText()).contains("temperature must be below 2");
    }

    @Test
    void message_isDeliveredAgainUntilAProviderCanAnswer() throws Exception {
        ONE.next(Replies.error(503, "down"), Replies.error(503, "down"), Replies.text("late"));
        TWO.next(Replies.error(503, "down"), Replies.error(503, "down"));
        TemporaryQueue place = jms.createTemporaryQueue();

        send(request(chat("simple"), place));

        assertThat(receive(place).getIntProperty("fareway_status")).isEqualTo(200);
    }

    @Test
    void message_thatNobodyCanAnswerBecomesADeadLetterAndItsSenderIsTold() throws Exception {
        ONE.always(Replies.error(503, "down"));
        TWO.always(Replies.error(503, "down"));
        TemporaryQueue place = jms.createTemporaryQueue();

        send(request(chat("simple"), place));

        TextMessage letter = receive(jms.createQueue("fareway.dead-letters"));
        assertThat(letter.getText()).isEqualTo(chat("simple"));
        assertThat(letter.getStringProperty("fareway_reason")).contains("in 3 deliveries", "status 503");
        assertThat(receive(place).getText()).contains("dead_letter");
    }

    @Test
    void message_thatNamesAJobIsAnsweredWhenTheJobIsDone() throws Exception {
        String question = "{\"custom_id\":\"q-1\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + chat("simple") + "}\n";
        Files.writeString(inbox.resolve("by-message.jsonl"), question);
        TemporaryQueue place = jms.createTemporaryQueue();

        send(request("{\"job\": \"by-message.jsonl\"}", place));

        TextMessage reply = receive(place);
        assertThat(reply.getJMSCorrelationID()).isEqualTo("ticket-7");
        assertThat(reply.getIntProperty("fareway_status")).isEqualTo(200);
        assertThat(reply.getText()).contains("\"name\":\"by-message.jsonl\"", "\"state\":\"completed\"", "\"lines\":1");
    }

    @Test
    void message_thatNamesAnUploadedFileIsAnsweredWhenItsBatchIsDone() throws Exception {
        String question = "{\"custom_id\":\"q-1\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + chat("simple") + "}\n";
        String file = upload(question);

        send(jms.createTextMessage("{\"input_file_id\": \"" + file + "\"}"));

        TextMessage reply = receive(jms.createQueue("fareway.results"));
        assertThat(reply.getText()).contains("\"state\":\"completed\"", "\"source\":\"api\"");
    }

    @Test
    void message_thatNamesNoFileThereIsBecomesADeadLetterWithTheReason() throws Exception {
        send(jms.createTextMessage("{\"job\": \"../nothing.jsonl\"}"));

        assertThat(receive(jms.createQueue("fareway.dead-letters")).getStringProperty("fareway_reason"))
                .contains("There is no file '../nothing.jsonl' in the inbox");
    }

    @Test
    void message_thatIsNoRequestBecomesADeadLetterWithTheReason() throws Exception {
        send(jms.createTextMessage("{\"model\":"));

        TextMessage letter = receive(jms.createQueue("fareway.dead-letters"));

        assertThat(letter.getText()).isEqualTo("{\"model\":");
        assertThat(letter.getStringProperty("fareway_reason")).contains("not valid JSON");
    }

    @Test
    void message_thatIsNoTextBecomesADeadLetter() throws Exception {
        BytesMessage bytes = jms.createBytesMessage();
        bytes.writeUTF("{}");

        send(bytes);

        assertThat(receive(jms.createQueue("fareway.dead-letters")).getStringProperty("fareway_reason"))
                .contains("no text message");
    }

    @Test
    void message_thatNoRouteCanTakeIsKeptByTheBroker() throws Exception {
        CamelContext camel = routes.current();
        camel.getRouteController().stopRoute("batch-line");
        try {
            send(jms.createTextMessage(chat("simple")));

            assertThat(receive(jms.createQueue("fareway.dead-letters")).getText())
                    .isEqualTo(chat("simple"));
        } finally {
            camel.getRouteController().startRoute("batch-line");
        }
    }

    @Test
    void message_whoseAnswerIsKnownIsNotPaidForAgain() throws Exception {
        CamelContext camel = routes.current();
        camel.getRouteController().stopRoute("queue-requests");
        TemporaryQueue place = jms.createTemporaryQueue();
        TextMessage message = request(chat("simple"), place);
        send(message);
        jdbc.update(
                "insert into queue_result (message_id, status, request_id, answer, finished_at) values (?, 200, 'r', ?, 0)",
                message.getJMSMessageID(),
                "{\"kept\":true}");

        camel.getRouteController().startRoute("queue-requests");

        assertThat(receive(place).getText()).isEqualTo("{\"kept\":true}");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void answers_areForgottenWhenNoBrokerDeliversTheirMessagesAgain() throws Exception {
        jdbc.update(
                "insert into queue_result (message_id, status, request_id, answer, finished_at) values ('old', 200, 'r', '{}', 0)");
        QuartzEndpoint clock =
                (QuartzEndpoint) routes.current().getRoute("queue-forget").getEndpoint();
        Scheduler scheduler = clock.getComponent().getScheduler();

        scheduler.triggerJob(scheduler.getTrigger(clock.getTriggerKey()).getJobKey());

        await().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select count(*) from queue_result where message_id = 'old'", Integer.class))
                .isZero());
    }

    private String upload(String lines) {
        String boundary = "a-boundary";
        String parts = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"q.jsonl\"\r\n\r\n" + lines + "\r\n--"
                + boundary + "--\r\n";
        String answer = client.send(HttpRequest.newBuilder(URI.create(baseUrl() + "/files"))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofString(parts))
                        .build())
                .body();
        return answer.replaceAll("(?s).*\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private TextMessage request(String body, Queue place) throws JMSException {
        TextMessage message = jms.createTextMessage(body);
        message.setJMSCorrelationID("ticket-7");
        message.setJMSReplyTo(place);
        return message;
    }

    private void send(Message message) {
        jms.createProducer().send(jms.createQueue("fareway.requests"), message);
    }

    private TextMessage receive(Queue queue) {
        try (JMSConsumer consumer = jms.createConsumer(queue)) {
            return (TextMessage) consumer.receive(PATIENCE_MS);
        }
    }
}
