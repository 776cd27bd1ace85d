package io.fareway.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Takes in what a provider's batch has answered: into the ledger first, then as results of the job, then as answered.
 * Interrupted anywhere it may be repeated from the start. Lines that may go well another time are not results: they are
 * returned when the batch ends.
 */
final class ProviderBatchResults {

    private static final int LONGEST_RESULT = 64 * 1024 * 1024;
    private static final int TOGETHER = 100;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final ProviderBatchStore store;
    private final LineStore lines;
    private final ProviderBatchBooks books;
    private final ResultLines results = new ResultLines();
    private final Path folder;
    private final Clock clock;

    ProviderBatchResults(
            ProviderBatchStore store, LineStore lines, ProviderBatchBooks books, Path folder, Clock clock) {
        this.store = store;
        this.lines = lines;
        this.books = books;
        this.folder = folder;
        this.clock = clock;
    }

    /** A result as the provider gave it. */
    private record Given(ProviderBatchLine line, int status, JsonNode body) {}

    /** Takes in one result file; closes it. */
    void take(ProviderBatch batch, InputStream file, Pace pace) throws IOException, InterruptedException {
        List<Given> together = new ArrayList<>();
        try (LineReader reader = new LineReader(file, LONGEST_RESULT)) {
            for (Optional<InputLine> next = reader.next(); next.isPresent(); next = reader.next()) {
                read(batch, next.get()).ifPresent(together::add);
                if (together.size() == TOGETHER) {
                    record(batch, together, pace);
                    together.clear();
                }
            }
        }
        record(batch, together, pace);
    }

    private Optional<Given> read(ProviderBatch batch, InputLine line) {
        if (!(line instanceof InputLine.Text text)) {
            return Optional.empty();
        }
        try {
            JsonNode result = JSON.readTree(new String(text.bytes(), StandardCharsets.UTF_8));
            int status = result.at("/response/status_code").asInt(0);
            boolean isFinal = status > 0 && status < 500 && status != 429 && status != 408;
            long number = ProviderBatchLine.lineOf(result.path("custom_id").asText());
            return isFinal
                    ? store.unanswered(batch.id(), number)
                            .map(found -> new Given(found, status, result.at("/response/body")))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void record(ProviderBatch batch, List<Given> together, Pace pace) throws IOException, InterruptedException {
        if (together.isEmpty()) {
            return;
        }
        List<LineResult> booked = inParallel(together.stream()
                .map(given -> (java.util.concurrent.Callable<LineResult>) () -> booked(batch, given))
                .toList());
        pace.add(lines.record(batch.job(), booked, clock.millis()));
        store.answered(
                batch.id(), together.stream().map(given -> given.line().line()).toList());
    }

    /** Rows of the ledger that are waited for together share a commit. */
    private static <T> List<T> inParallel(List<java.util.concurrent.Callable<T>> tasks)
            throws IOException, InterruptedException {
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> done = new ArrayList<>();
            for (Future<T> task : together.invokeAll(tasks)) {
                done.add(task.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw new IOException("results cannot be booked", e.getCause());
        }
    }

    private LineResult booked(ProviderBatch batch, Given given) throws IOException {
        ProviderBatchLine line = given.line();
        LineCost cost = books.book(batch, line, body(batch, line), given.status(), given.body());
        LineAnswer answer = new LineAnswer(
                given.status(),
                line.requestId(),
                given.body().toString().getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                false,
                false,
                cost);
        BatchLine asked =
                new BatchLine(batch.job(), line.line(), line.customId(), LineEndpoint.CHAT_COMPLETIONS, new byte[0]);
        return results.answered(asked, answer, Way.PROVIDER_BATCH);
    }

    /** Books every line that was not answered as one that the provider may charge for. */
    void giveUp(ProviderBatch batch, String why) throws IOException, InterruptedException {
        long last = 0;
        List<ProviderBatchLine> page = store.unansweredAfter(batch.id(), last, TOGETHER);
        while (!page.isEmpty()) {
            inParallel(page.stream()
                    .map(line -> (java.util.concurrent.Callable<Boolean>) () -> {
                        books.bookUncertain(batch, line, body(batch, line), why);
                        return true;
                    })
                    .toList());
            last = page.getLast().line();
            page = store.unansweredAfter(batch.id(), last, TOGETHER);
        }
    }

    /** The body of the request as it was sent, from our copy of the file. */
    private byte[] body(ProviderBatch batch, ProviderBatchLine line) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(line.spoolBytes());
        try (FileChannel spool =
                FileChannel.open(ProviderBatchFiller.spool(folder, batch.id()), StandardOpenOption.READ)) {
            while (request.hasRemaining() && spool.read(request, line.spoolOffset() + request.position()) >= 0) {
                // a read may give less than asked for
            }
        }
        return JSON.readTree(request.array()).path("body").toString().getBytes(StandardCharsets.UTF_8);
    }
}
