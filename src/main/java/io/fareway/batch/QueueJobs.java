package io.fareway.batch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.batch.sharing.WorkClaims;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Messages that stand for a whole job, {@code {"job": "team/file.jsonl"}} or {@code {"input_file_id": "file-..."}}. The
 * job is begun, or found when it runs already; its end is told to the sender, once or, after a crash between telling and
 * noting it, twice.
 */
public final class QueueJobs {

    private static final Duration WINDOW = Duration.ofHours(24);
    private static final String REPLIES = "replies of jobs";

    private final BatchEngine engine;
    private final JobStore jobs;
    private final JobFolders folders;
    private final FileStore files;
    private final ApiBatchStore batches;
    private final QueueJobStore store;
    private final WorkClaims claims;
    private final ObjectMapper json;
    private final Clock clock;

    QueueJobs(
            BatchEngine engine,
            JobStore jobs,
            JobFolders folders,
            FileStore files,
            ApiBatchStore batches,
            QueueJobStore store,
            WorkClaims claims,
            ObjectMapper json,
            Clock clock) {
        this.engine = engine;
        this.jobs = jobs;
        this.folders = folders;
        this.files = files;
        this.batches = batches;
        this.store = store;
        this.claims = claims;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Begins the job that the message names.
     *
     * @throws DeadLetterException when there is no such file
     * @throws RedeliverException when it cannot be begun now
     */
    public void begin(@ExchangeProperty(QueueMessage.PROPERTY) QueueMessage message)
            throws DeadLetterException, RedeliverException, IOException, JMSException {
        JsonNode asked = read(message);
        Job job = asked.has("job") ? ofFolder(asked.path("job").asText()) : ofFile(message, asked);
        Optional<Destination> place = message.replyTo();
        String replyTo = place.isPresent() && place.get() instanceof Queue queue ? queue.getQueueName() : "";
        store.add(new QueueJob(message.id(), job.id(), message.correlationId(), replyTo), clock.millis());
    }

    private JsonNode read(QueueMessage message) throws DeadLetterException {
        try {
            return json.readTree(message.text());
        } catch (JacksonException e) {
            throw new DeadLetterException("The message is no JSON.");
        }
    }

    private Job ofFolder(String name) throws DeadLetterException, RedeliverException, IOException {
        if (InputFormat.of(name).isEmpty()) {
            throw new DeadLetterException(
                    "'" + name + "' is no job file: .jsonl, .csv and .txt are, also with .gz behind.");
        }
        Optional<Job> job = engine.claim(name).or(() -> jobs.latestOf(name));
        if (job.isEmpty() && folders.isWaiting(name)) {
            throw new RedeliverException(name + " is taken by another gateway in a moment");
        }
        return job.orElseThrow(() -> new DeadLetterException("There is no file '" + name
                + "' in the inbox and no job of that name. Drop the file first, then send the message."));
    }

    /** The same message makes the same batch, however often it is delivered. */
    private Job ofFile(QueueMessage message, JsonNode asked) throws DeadLetterException {
        String id = "batch_"
                + UUID.nameUUIDFromBytes(message.id().getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
        Optional<Job> begun = jobs.find(id);
        if (begun.isPresent()) {
            return begun.get();
        }
        String file = asked.path("input_file_id").asText();
        ApiFile input = files.find(file)
                .filter(found -> found.purpose().equals(ApiFile.INPUT))
                .orElseThrow(() -> new DeadLetterException(
                        "There is no file '" + file + "' for a batch. Upload it by POST /v1/files, purpose 'batch'."));
        return begin(id, input);
    }

    private Job begin(String id, ApiFile input) {
        Instant now = clock.instant();
        ApiBatch batch = new ApiBatch(
                id,
                input.owner(),
                input.id(),
                LineEndpoint.CHAT_COMPLETIONS.path(),
                "24h",
                "null",
                now,
                now.plus(WINDOW),
                OptionalLong.empty(),
                Optional.empty());
        batches.delete(id);
        batches.add(batch);
        return engine.accept(batch, input.bytes());
    }

    /** Messages whose jobs are done, for the one gateway that tells it. */
    public List<QueueJob> done() {
        return claims.claim(REPLIES, 0) ? store.done() : List.of();
    }

    /** Makes the reply of what the job has become. */
    public void reply(Exchange exchange) {
        QueueJob told = exchange.getMessage().getBody(QueueJob.class);
        Job job = jobs.job(told.job());
        exchange.setProperty(QueueJob.PROPERTY, told);
        QueueReplies.address(exchange.getMessage(), told, job.control() == Job.Control.FAIL);
        exchange.getMessage()
                .setBody(JobView.asJson(job, Progress.of(job), false).toString());
    }

    /** Notes that the sender has been told. */
    public void told(@ExchangeProperty(QueueJob.PROPERTY) QueueJob told) {
        store.forget(told.messageId());
    }
}
