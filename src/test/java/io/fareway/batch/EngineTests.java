package io.fareway.batch;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** What tests of the engine share: fixtures that follow each other over the same folders and database. */
abstract class EngineTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    final Path home;
    final HikariDataSource dataSource;
    private final List<BatchFixture> fixtures = new ArrayList<>();

    EngineTests(Path home) {
        this.home = home;
        this.dataSource = TestDatabase.sqlite(home);
    }

    @AfterEach
    void stop() {
        fixtures.forEach(fixture -> fixture.engine.stop());
        dataSource.close();
    }

    BatchFixture fixture(LineSender sender) {
        BatchFixture fixture = new BatchFixture(home, dataSource, sender);
        fixtures.add(fixture);
        return fixture;
    }

    static void awaitFile(Path file) {
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(file));
    }

    static void awaitDone(BatchFixture batch) {
        await().atMost(Duration.ofSeconds(60)).until(() -> batch.unfinished().isEmpty());
    }

    static List<String> customIds(List<String> results) {
        return results.stream()
                .map(line -> json(line).path("custom_id").asText())
                .toList();
    }

    static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void release(CountDownLatch latch) {
        latch.countDown();
    }

    static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted like a line of a stopping gateway", e);
        }
    }

    /** Answers so many lines and then none any more, as a process that is about to be killed. */
    static FakeProviders blockingAfter(int answers) {
        AtomicInteger left = new AtomicInteger(answers);
        CountDownLatch never = new CountDownLatch(1);
        Function<BatchLine, LineAnswer> behaviour = line -> {
            if (left.getAndDecrement() <= 0) {
                waitFor(never);
            }
            return FakeProviders.answer(line);
        };
        return new FakeProviders(behaviour);
    }
}
