package io.fareway.batch;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.fareway.model.BatchApi;
import io.fareway.testing.BatchApiStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** Runs jobs whose lines go, in part, into batches of a provider. */
abstract class ProviderBatchFixture {

    private static final ObjectMapper JSON = new ObjectMapper();

    final HikariDataSource dataSource;
    private final Path home;
    final BatchApi api;
    final BatchApiStub provider;
    final FakeProviders live = new FakeProviders(FakeProviders::answer);
    private final List<BatchFixture> fixtures = new ArrayList<>();
    FakeWay way = FakeWay.live();

    ProviderBatchFixture(Path home, BatchApi api) {
        this.home = home;
        this.api = api;
        this.dataSource = TestDatabase.sqlite(home);
        this.provider = BatchApiStub.start(api);
    }

    @AfterEach
    void stop() {
        fixtures.forEach(fixture -> fixture.engine.stop());
        provider.close();
        dataSource.close();
    }

    BatchFixture start(Predicate<BatchLine> batched, int maxLines) {
        way = FakeWay.batch(api, provider.baseUrl(), batched, maxLines);
        return start(way);
    }

    BatchFixture start(FakeWay way) {
        BatchFixture batch = new BatchFixture(home, dataSource, live, way);
        fixtures.add(batch);
        batch.engine.start();
        return batch;
    }

    static Job register(BatchFixture batch, int lines, Optional<Duration> until) throws IOException {
        Files.writeString(batch.folders.running("job.jsonl"), lines(lines));
        JobOptions options = new JobOptions(
                JobOptions.Source.FOLDER,
                Optional.empty(),
                Optional.empty(),
                until.map(Instant.now(batch.clock)::plus),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                JobOptions.Order.INPUT);
        return batch.engine.register("job.jsonl", options, 0);
    }

    private static String lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> BatchFixture.line("c" + number)
                                .replace("[]", "[{\"role\":\"user\",\"content\":\"p" + number + "\"}]")
                        + "\n")
                .collect(Collectors.joining());
    }

    static void awaitEnd(BatchFixture batch, Job job) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> batch.store.job(job.id()).isDone());
    }

    static List<JsonNode> results(BatchFixture batch) throws IOException {
        List<JsonNode> results = new ArrayList<>();
        for (String line : batch.results("job.jsonl")) {
            results.add(JSON.readTree(line));
        }
        return results;
    }
}
