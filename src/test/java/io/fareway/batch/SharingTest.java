package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.fareway.batch.sharing.WorkClaims;
import io.fareway.model.BatchApi;
import io.fareway.testing.BatchProviderStub;
import io.fareway.testing.RestartablePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two gateways on one PostgreSQL and the same folders. */
@TestInstance(Lifecycle.PER_CLASS)
class SharingTest {

    private static final int LINES = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final RestartablePostgres postgres;
    private final HikariDataSource dataSource;
    private final List<BatchFixture> gateways = new ArrayList<>();
    private final Map<Long, AtomicInteger> sent = new ConcurrentHashMap<>();
    private final AtomicLong later = new AtomicLong();

    SharingTest(@TempDir Path data) throws IOException {
        postgres = new RestartablePostgres(data);
        dataSource = TestDatabase.postgres(postgres.url() + "?user=postgres");
    }

    @AfterEach
    void stopGateways() {
        gateways.forEach(gateway -> gateway.engine.stop());
        gateways.clear();
        sent.clear();
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        Stream.of("batch_job", "batch_line", "batch_gateway", "batch_claim", "provider_batch", "provider_batch_line")
                .forEach(table -> jdbc.update("delete from " + table));
    }

    @AfterAll
    void stopDatabase() throws IOException {
        dataSource.close();
        postgres.close();
    }

    private BatchFixture gateway(Path home, String name, Function<BatchLine, LineAnswer> answers) {
        return gateway(home, name, answers, FakeWay.live());
    }

    private BatchFixture gateway(Path home, String name, Function<BatchLine, LineAnswer> answers, FakeWay way) {
        WorkClaims claims = WorkClaims.ofMany(dataSource, name, name, PATIENCE, () -> System.nanoTime() + later.get());
        FakeProviders provider = new FakeProviders(line -> {
            sent.computeIfAbsent(line.number(), any -> new AtomicInteger()).incrementAndGet();
            return answers.apply(line);
        });
        BatchFixture gateway = new BatchFixture(home, dataSource, provider, way, claims);
        gateways.add(gateway);
        return gateway;
    }

    private static void awaitDone(BatchFixture gateway) {
        await().atMost(Duration.ofSeconds(60)).until(() -> gateway.unfinished().isEmpty());
    }

    private static List<String> customIds(List<String> results) {
        return results.stream()
                .map(line -> line.replaceAll(".*\"custom_id\":\"(c\\d+)\".*", "$1"))
                .toList();
    }

    private static List<String> allIds() {
        return IntStream.rangeClosed(1, LINES).mapToObj(line -> "c" + line).toList();
    }

    private static LineAnswer answerAfter(CountDownLatch gate, BatchLine line) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted like a line of a stopping gateway", e);
        }
        return FakeProviders.answer(line);
    }

    /** Answers when both gateways have sent a line: neither may be left out. */
    private static Function<BatchLine, LineAnswer> together(CountDownLatch both) {
        AtomicInteger first = new AtomicInteger();
        return line -> {
            if (first.getAndIncrement() == 0) {
                both.countDown();
            }
            return answerAfter(both, line);
        };
    }

    @Test
    void gateways_shareAJobAndSendNoLineTwice(@TempDir Path home) throws IOException {
        CountDownLatch both = new CountDownLatch(2);
        BatchFixture first = gateway(home, "first", together(both));
        BatchFixture second = gateway(home, "second", together(both));
        first.engine.start();
        second.engine.start();

        first.drop("job.jsonl", BatchFixture.lines(LINES));
        awaitDone(first);

        assertThat(sent).hasSize(LINES).allSatisfy((line, times) -> assertThat(times)
                .hasValue(1));
        assertThat(customIds(first.results("job.jsonl"))).containsExactlyElementsOf(allIds());
    }

    @Test
    void gatewayThatDies_leavesItsLinesToTheOther(@TempDir Path home) throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch working = new CountDownLatch(BatchFixture.CONCURRENCY);
        BatchFixture dying = gateway(home, "dying", line -> {
            working.countDown();
            return answerAfter(never, line);
        });
        dying.startWith("job.jsonl", BatchFixture.lines(LINES));
        await().until(() -> working.getCount() == 0);
        dying.watch.stop(); // its beat stands still from now on
        BatchFixture other = gateway(home, "other", FakeProviders::answer);
        other.engine.start();
        String job = other.unfinished().getFirst().id();
        await().until(() -> other.store.job(job).linesDone() >= LINES - 100);

        later.addAndGet(PATIENCE.multipliedBy(2).toNanos());
        awaitDone(other);

        assertThat(customIds(other.results("job.jsonl"))).containsExactlyElementsOf(allIds());
        assertThat(sent.values().stream().mapToInt(AtomicInteger::get).sum())
                .isBetween(LINES, LINES + BatchFixture.CONCURRENCY);
    }

    @Test
    void pauseAndResume_atOneGatewayHoldForBoth(@TempDir Path home) throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        BatchFixture first = gateway(home, "first", line -> answerAfter(gate, line));
        BatchFixture second = gateway(home, "second", line -> answerAfter(gate, line));
        first.engine.start();
        second.engine.start();
        first.drop("job.jsonl", BatchFixture.lines(LINES));
        await().until(() -> sent.size() == 2 * BatchFixture.CONCURRENCY);
        String job = first.unfinished().getFirst().id();

        second.control.pause(job);
        first.look();
        gate.countDown();
        await().until(() ->
                !first.control.isWorking(first.store.job(job)) && !second.control.isWorking(second.store.job(job)));
        long donePaused = first.store.job(job).linesDone();
        second.control.resume(job);
        awaitDone(first);

        assertThat(donePaused).isLessThan(LINES);
        assertThat(sent).hasSize(LINES).allSatisfy((line, times) -> assertThat(times)
                .hasValue(1));
        assertThat(customIds(first.results("job.jsonl"))).containsExactlyElementsOf(allIds());
    }

    @Test
    void providerBatches_areOneGatewaysWork(@TempDir Path home) throws IOException {
        try (BatchProviderStub provider = BatchProviderStub.start()) {
            FakeWay way = FakeWay.batch(BatchApi.OPENAI, provider.baseUrl(), line -> line.number() % 2 == 0, 100);
            BatchFixture first = gateway(home, "first", FakeProviders::answer, way);
            BatchFixture second = gateway(home, "second", FakeProviders::answer, way);
            first.engine.start();
            second.engine.start();

            first.drop("job.jsonl", BatchFixture.lines(LINES));
            awaitDone(first);

            assertThat(provider.charges()).isEqualTo(LINES / 2);
            assertThat(sent).hasSize(LINES / 2).allSatisfy((line, times) -> assertThat(times)
                    .hasValue(1));
            assertThat(customIds(first.results("job.jsonl"))).containsExactlyElementsOf(allIds());
        }
    }

    @Test
    void linesOfAJobWhoseResultsAreWritten_areNobodysAnyMore(@TempDir Path home) throws IOException {
        BatchFixture gateway = gateway(home, "one", FakeProviders::answer);
        gateway.claims.join();
        gateway.add("job", "job.jsonl", 10);
        OwnLines before = new OwnLines(gateway.claims, gateway.providerBatches, "job");
        boolean sentWhileRunning = before.isToBeSent(1);
        before.close();

        gateway.store.counted("job", 0);
        gateway.store.writing("job");

        assertThat(sentWhileRunning).isTrue();
        assertThat(new OwnLines(gateway.claims, gateway.providerBatches, "job").isToBeSent(1))
                .isFalse();
    }

    @Test
    void databaseThatRestarts_isWaitedFor(@TempDir Path home) throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        BatchFixture gateway = gateway(home, "one", line -> answerAfter(gate, line));
        gateway.startWith("job.jsonl", BatchFixture.lines(LINES));
        await().until(() -> sent.size() == BatchFixture.CONCURRENCY);

        postgres.restart();
        gate.countDown();
        // the folder tells it: connections of the pool may be dead for the test as they are for the gateway
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(gateway.outbox.resolve("job.jsonl")));

        assertThat(sent).hasSize(LINES).allSatisfy((line, times) -> assertThat(times)
                .hasValue(1));
        assertThat(customIds(gateway.results("job.jsonl"))).containsExactlyElementsOf(allIds());
    }

    @Test
    void gatewayWithAnInboxOfItsOwn_leavesTheJobsOfOthersAlone(@TempDir Path one, @TempDir Path two)
            throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        BatchFixture owner = gateway(one, "owner", line -> answerAfter(gate, line));
        owner.startWith("job.jsonl", BatchFixture.lines(10));
        BatchFixture stranger = gateway(two, "stranger", line -> {
            throw new IllegalStateException("not my line");
        });

        stranger.startWith("empty.jsonl", "");
        await().until(() ->
                stranger.store.latest(10).stream().anyMatch(job -> job.name().equals("empty.jsonl") && job.isDone()));
        gate.countDown();
        awaitDone(owner);

        assertThat(sent).hasSize(10);
        assertThat(owner.results("job.jsonl")).hasSize(10);
        assertThat(BatchFixture.filesIn(stranger.outbox)).containsExactly("empty.jsonl");
    }
}
