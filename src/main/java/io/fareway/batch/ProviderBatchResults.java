package io.fareway.batch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fareway.batch.ProviderBatchApis.Place;
import io.fareway.batch.ProviderBatchBooks.Ending;
import io.fareway.batch.remote.RemoteBatchApi.RemoteBatch;
import io.fareway.batch.remote.RemoteBatchApi.Result;
import io.fareway.dialect.MalformedAnswerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    /** A result with the line it belongs to. */
    private record Given(ProviderBatchLine line, Result result) {}

    /** Takes in all results of a batch that has ended. */
    void take(ProviderBatch batch, Place place, RemoteBatch remote, Pace pace)
            throws IOException, InterruptedException {
        List<Given> together = new ArrayList<>();
        place.api().results(remote, result -> {
            given(batch, result).ifPresent(together::add);
            if (together.size() == TOGETHER) {
                record(batch, together, pace);
                together.clear();
            }
        });
        record(batch, together, pace);
    }

    private Optional<Given> given(ProviderBatch batch, Result result) {
        long number = ProviderBatchLine.lineOf(batch.id(), result.name());
        return isFinal(result.status())
                ? store.unanswered(batch.id(), number).map(line -> new Given(line, result))
                : Optional.empty();
    }

    private static boolean isFinal(int status) {
        return status > 0 && status < 500 && status != 429 && status != 408;
    }

    private void record(ProviderBatch batch, List<Given> together, Pace pace) throws IOException, InterruptedException {
        if (together.isEmpty()) {
            return;
        }
        List<LineResult> booked = inParallel(together.stream()
                        .map(given -> (Callable<Optional<LineResult>>) () -> booked(batch, given))
                        .toList())
                .stream()
                .flatMap(Optional::stream)
                .toList();
        pace.add(lines.record(batch.job(), booked, clock.millis()));
        store.answered(batch.id(), booked.stream().map(LineResult::line).toList());
    }

    /** Rows of the ledger that are waited for together share a commit. */
    private static <T> List<T> inParallel(List<Callable<T>> tasks) throws IOException, InterruptedException {
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

    /** Empty for an answer that is none: the line is sent live. */
    private Optional<LineResult> booked(ProviderBatch batch, Given given) throws IOException {
        ProviderBatchLine line = given.line();
        BatchLine asked = asked(batch, line);
        try {
            Ending ending = books.book(
                    batch, line, asked, given.result().status(), given.result().body());
            LineAnswer answer = new LineAnswer(
                    given.result().status(),
                    line.requestId(),
                    ending.body(),
                    Optional.empty(),
                    false,
                    false,
                    ending.cost());
            return Optional.of(results.answered(asked, answer, Way.PROVIDER_BATCH));
        } catch (MalformedAnswerException unusable) {
            books.bookUncertain(batch, line, asked, String.valueOf(unusable.getMessage()));
            return Optional.empty();
        }
    }

    /** Books every line that was not answered as one that the provider may charge for. */
    void giveUp(ProviderBatch batch, String why) throws IOException, InterruptedException {
        long last = 0;
        List<ProviderBatchLine> page = store.unansweredAfter(batch.id(), last, TOGETHER);
        while (!page.isEmpty()) {
            inParallel(page.stream()
                    .map(line -> (Callable<Boolean>) () -> {
                        books.bookUncertain(batch, line, asked(batch, line), why);
                        return true;
                    })
                    .toList());
            last = page.getLast().line();
            page = store.unansweredAfter(batch.id(), last, TOGETHER);
        }
    }

    /** The line as its job asked for it. */
    private BatchLine asked(ProviderBatch batch, ProviderBatchLine line) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(line.spoolBytes());
        try (FileChannel spool =
                FileChannel.open(ProviderBatchDraft.asked(folder, batch.id()), StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && spool.read(bytes, line.spoolOffset() + bytes.position()) >= 0) {
                // a read may give less than asked for
            }
        }
        JsonNode kept = JSON.readTree(bytes.array());
        LineEndpoint endpoint = LineEndpoint.of(kept.path("url").asText())
                .orElseThrow(() -> new IOException("line " + line.line() + " of " + batch.id() + " names no endpoint"));
        return new BatchLine(
                batch.job(),
                line.line(),
                line.customId(),
                endpoint,
                kept.path("body").toString().getBytes(StandardCharsets.UTF_8));
    }
}
