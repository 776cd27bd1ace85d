package io.fareway.batch;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;

/** What tests of an operator's hand on jobs share: a running engine, and providers that answer as often as a test says. */
abstract class OperatedJobs {

    private static final ObjectMapper JSON = new ObjectMapper();

    final HikariDataSource dataSource;
    final Path home;
    final Semaphore answers = new Semaphore(0);
    final AtomicBoolean fail = new AtomicBoolean();
    final FakeProviders providers = new FakeProviders(this::answer);
    final BatchFixture batch;

    OperatedJobs(Path home) throws IOException {
        this.home = home;
        this.dataSource = TestDatabase.sqlite(home);
        this.batch = new BatchFixture(home, dataSource, providers);
        batch.engine.start();
    }

    @AfterEach
    void stop() {
        answers.release(1_000_000);
        batch.engine.stop();
        dataSource.close();
    }

    /** Each answer takes one permit, so that a test says how many lines are answered. */
    private LineAnswer answer(BatchLine line) {
        answers.acquireUninterruptibly();
        LineAnswer answer = fail.get()
                ? new LineAnswer(400, "request", "{}".getBytes(StandardCharsets.UTF_8), Optional.empty(), false)
                : FakeProviders.answer(line);
        return answer.costing(new LineCost(Optional.of(new BigDecimal("0.5")), Optional.of(new BigDecimal("2"))));
    }

    Job drop(String name, int lines) throws IOException {
        batch.drop(name, BatchFixture.lines(lines));
        return batch.unfinished().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Job register(JobOptions options, int priority, int lines) throws IOException {
        Files.writeString(batch.folders.running("job.jsonl"), BatchFixture.lines(lines));
        return batch.engine.register("job.jsonl", options, priority);
    }

    void awaitDone(Job job, long lines) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> batch.store.job(job.id()).linesDone() == lines);
    }

    void awaitEnd(Job job) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> batch.store.job(job.id()).isDone());
    }

    void awaitIdle(Job job) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !batch.control.isWorking(job));
    }

    List<String> errorCodes(String output) throws IOException {
        return batch.results(output).stream()
                .map(line -> json(line).at("/error/code").asText(""))
                .toList();
    }

    static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }
}
