package io.fareway.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.api.RequestIds;
import io.fareway.dialect.Translations;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Dialect;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;

/**
 * Answers {@code /v1/messages/batches} as Anthropic's <a
 * href="https://platform.claude.com/docs/en/api/messages/batches">Message Batches API</a>. A batch is a job like any
 * other: whichever provider answers a line, its answer is a message.
 */
public final class MessageBatchDesk {

    /** Where message batches are had. */
    static final String PATH = "/v1/messages/batches";

    private static final int USUAL_PAGE = 20;
    private static final int LARGEST_PAGE = 1000;
    private static final Duration WINDOW = Duration.ofHours(24);

    private final ApiBatchStore batches;
    private final JobStore jobs;
    private final FileVault vault;
    private final MessageBatchInput input;
    private final BatchEngine engine;
    private final JobControl control;
    private final Translations dialects;
    private final RequestIds ids;
    private final Clock clock;

    MessageBatchDesk(
            ApiBatchStore batches,
            JobStore jobs,
            FileVault vault,
            MessageBatchInput input,
            BatchEngine engine,
            JobControl control,
            Translations dialects,
            RequestIds ids,
            Clock clock) {
        this.batches = batches;
        this.jobs = jobs;
        this.vault = vault;
        this.input = input;
        this.engine = engine;
        this.control = control;
        this.dialects = dialects;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Answers {@code POST /v1/messages/batches}; the job is recorded when it returns.
     *
     * @throws RequestError when the body is no batch, or this gateway does not work on jobs
     */
    public void create(Exchange exchange) throws IOException {
        HttpServletRequest http = request(exchange);
        Path body = MessageBatchUpload.fileOf(http);
        String id = "msgbatch_" + ids.next().replace("-", "");
        Path lines = vault.newUpload();
        try {
            long requests = written(body, lines);
            Instant now = clock.instant();
            ApiBatch batch = new ApiBatch(
                    id,
                    FileOwner.of(http),
                    "file-" + id + "-input",
                    LineEndpoint.MESSAGES.path(),
                    "24h",
                    "null",
                    now,
                    now.plus(WINDOW),
                    OptionalLong.of(requests),
                    Optional.empty());
            answer(exchange, batch, begin(batch, vault.take(lines, batch.inputFile())));
        } finally {
            Files.deleteIfExists(body);
            Files.deleteIfExists(lines);
        }
    }

    private long written(Path body, Path lines) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(lines))) {
            return input.write(body, out);
        }
    }

    private Job begin(ApiBatch batch, long inputBytes) throws IOException {
        batches.add(batch);
        try {
            return engine.accept(batch, inputBytes);
        } catch (RuntimeException e) {
            batches.delete(batch.id());
            vault.delete(batch.inputFile());
            throw e;
        }
    }

    /**
     * Answers {@code GET /v1/messages/batches/{id}}.
     *
     * @throws RequestError when the caller has no such batch
     */
    public void show(Exchange exchange) {
        ApiBatch batch = find(exchange);
        answer(exchange, batch, jobs.job(batch.id()));
    }

    /**
     * Answers {@code GET /v1/messages/batches?limit=&after_id=&before_id=}, the latest first.
     *
     * @throws RequestError when a parameter cannot be understood
     */
    public void list(Exchange exchange) {
        Message message = exchange.getMessage();
        String owner = FileOwner.of(message);
        int limit = BatchAnswers.limit(message, USUAL_PAGE, LARGEST_PAGE);
        Optional<ApiBatch> after = BatchAnswers.parameter(message, "after_id").map(id -> find(id, owner));
        Optional<ApiBatch> before = BatchAnswers.parameter(message, "before_id").map(id -> find(id, owner));
        List<ApiBatch> found = before.map(first -> batches.pageBefore(owner, true, first, limit + 1))
                .orElseGet(() -> batches.page(owner, true, after, limit + 1));
        List<ApiBatch> page = new ArrayList<>(found.stream().limit(limit).toList());
        if (before.isPresent()) {
            Collections.reverse(page);
        }
        String address = address(exchange);
        ObjectNode json = BatchAnswers.page(
                page.stream()
                        .map(batch -> MessageBatchView.of(batch, jobs.job(batch.id()), address))
                        .toList(),
                limit);
        json.remove("object");
        json.put("has_more", found.size() > limit);
        BatchAnswers.json(exchange, json);
    }

    /**
     * Answers {@code POST /v1/messages/batches/{id}/cancel}; a batch that is ending already stays as it is.
     *
     * @throws RequestError when the caller has no such batch, or it has ended
     */
    public void cancel(Exchange exchange) {
        ApiBatch batch = find(exchange);
        Job job = jobs.job(batch.id());
        if (job.isDone() || job.control() != Job.Control.CANCEL) {
            job = control.cancel(batch.id());
        }
        answer(exchange, batches.cancelled(batch, clock.instant()), job);
    }

    /**
     * Answers {@code DELETE /v1/messages/batches/{id}}: its results are gone, what it cost stays in the ledger.
     *
     * @throws RequestError when the caller has no such batch, or it has not ended
     */
    public void delete(Exchange exchange) throws IOException {
        ApiBatch batch = ended(exchange, "It can be deleted when it has ended: cancel it first, or wait.");
        batches.delete(batch.id());
        vault.delete(ApiBatch.outputFile(batch.id()));
        vault.delete(ApiBatch.errorFile(batch.id()));
        BatchAnswers.json(
                exchange,
                JsonNodeFactory.instance.objectNode().put("id", batch.id()).put("type", "message_batch_deleted"));
    }

    /**
     * Answers {@code GET /v1/messages/batches/{id}/results} with a stream of lines.
     *
     * @throws RequestError when the caller has no such batch, or it has not ended
     */
    public void results(Exchange exchange) throws IOException {
        ApiBatch batch = ended(exchange, "Its results are here when its processing_status is 'ended'.");
        List<InputStream> parts = new ArrayList<>();
        for (String file : List.of(ApiBatch.outputFile(batch.id()), ApiBatch.errorFile(batch.id()))) {
            if (vault.contains(file)) {
                parts.add(new MessageBatchResults(vault.path(file), dialects.client(Dialect.ANTHROPIC)));
            }
        }
        BatchAnswers.stream(exchange, "application/x-jsonl", new SequenceInputStream(Collections.enumeration(parts)));
    }

    private ApiBatch ended(Exchange exchange, String otherwise) {
        ApiBatch batch = find(exchange);
        if (!jobs.job(batch.id()).isDone()) {
            throw RequestError.http(
                    400, "batch_not_ended", "Batch '" + batch.id() + "' is still being worked on. " + otherwise);
        }
        return batch;
    }

    private ApiBatch find(Exchange exchange) {
        Message message = exchange.getMessage();
        return find(message.getHeader("id", "", String.class), FileOwner.of(message));
    }

    private ApiBatch find(String id, String owner) {
        return batches.find(id)
                .filter(batch -> batch.owner().equals(owner) && batch.isOfMessages())
                .filter(batch -> jobs.find(id).isPresent())
                .orElseThrow(() ->
                        RequestError.notFound("You have no message batch '" + id + "'. GET " + PATH + " lists yours."));
    }

    private static void answer(Exchange exchange, ApiBatch batch, Job job) {
        BatchAnswers.json(exchange, MessageBatchView.of(batch, job, address(exchange)));
    }

    private static HttpServletRequest request(Exchange exchange) {
        return exchange.getMessage(PlatformHttpMessage.class).getRequest();
    }

    /** The address as the caller has written it, so that results are had where the batch was. */
    private static String address(Exchange exchange) {
        String asked = request(exchange).getRequestURL().toString();
        return asked.substring(0, asked.indexOf(PATH) + PATH.length());
    }
}
