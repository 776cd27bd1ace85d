package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.fareway.testing.MovableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a provider batch when calls about it fail. */
class ProviderBatchDriveTest {

    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    private static final Duration CONFIRM = Duration.ofSeconds(60);

    private final Path home;
    private final MovableClock clock = new MovableClock(NOON);
    private final ScriptedBatches provider = new ScriptedBatches();
    private final FakeWay.Books books = new FakeWay.Books();
    private HikariDataSource dataSource;
    private ProviderBatchStore store;
    private ProviderBatchDrive drive;
    private Job job;

    ProviderBatchDriveTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void prepare() {
        dataSource = TestDatabase.sqlite(home);
        store = new ProviderBatchStore(dataSource);
        JobStore jobs = new JobStore(dataSource);
        ProviderBatchProperties properties =
                new ProviderBatchProperties(home, Duration.ofMillis(1), CONFIRM, Duration.ofMinutes(10));
        drive = new ProviderBatchDrive(
                store,
                jobs,
                provider.apis(),
                new ProviderBatchResults(store, new LineStore(dataSource), books, home, clock),
                properties,
                new LiveReserve(properties.liveReserve()),
                clock);
        JobOptions untilTomorrow = JobOptions.parse("{\"deadline\":\"" + NOON.plus(Duration.ofDays(1)) + "\"}");
        job = jobs.add("job", "job.jsonl", "", untilTomorrow, 0, 1, NOON.toEpochMilli());
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    /** A batch of one line that its provider has the file of. */
    private ProviderBatch uploaded(String id, String deployment) throws IOException {
        ProviderBatch batch = store.open(id, job.id(), deployment, "none", "/chat/completions", NOON);
        byte[] line = "{\"url\":\"/v1/chat/completions\",\"body\":{}}".getBytes(StandardCharsets.UTF_8);
        Files.write(ProviderBatchDraft.asked(home, id), line);
        store.add(batch, List.of(new ProviderBatchLine(1, "c1", "r", "simple", "", 0, line.length)));
        store.sealed(id, 1);
        store.uploaded(id, "");
        return store.batch(id);
    }

    private void drive(ProviderBatch batch) throws InterruptedException {
        drive.drive(batch.id(), new Pace(job, System::nanoTime), new StopSignal());
    }

    @Test
    void creationThatTookLongAndLostItsAnswer_isGivenTimeToAppearFromItsEndOn() throws Exception {
        ProviderBatch batch = uploaded("pb_1", "stub/m");
        provider.onCreate(() -> {
            clock.advance(CONFIRM.multipliedBy(10));
            throw new IOException("lost");
        });
        provider.lists(List.of(List.of(), List.of("remote-1")));

        drive(batch);

        assertThat(provider.creations()).isEqualTo(1);
        assertThat(store.batch("pb_1").remoteId()).isEqualTo("remote-1");
    }

    @Test
    void creationBeforeARestart_isGivenTimeToAppearFromTheRestartOn() throws Exception {
        ProviderBatch batch = uploaded("pb_1", "stub/m");
        store.creating("pb_1", clock.instant());
        clock.advance(CONFIRM.multipliedBy(10));
        provider.lists(List.of(List.of(), List.of("remote-1")));

        drive(batch);

        assertThat(provider.creations()).isZero();
        assertThat(store.batch("pb_1").remoteId()).isEqualTo("remote-1");
    }

    @Test
    void creationThatDoesNotAppearInTime_isRepeated() throws Exception {
        ProviderBatch batch = uploaded("pb_1", "stub/m");
        store.creating("pb_1", clock.instant());
        provider.onFind(() -> clock.advance(CONFIRM));
        provider.onCreate(() -> "remote-1");

        drive(batch);

        assertThat(provider.creations()).isEqualTo(1);
        assertThat(store.batch("pb_1").remoteId()).isEqualTo("remote-1");
    }

    @Test
    void batchThatLooksLikeOurs_isNotTakenWhenItIsKnownForAnotherModelOfItsProvider() throws Exception {
        ProviderBatch other = uploaded("pb_1", "stub/other");
        store.created(other, "remote-1");
        ProviderBatch batch = uploaded("pb_2", "stub/m");
        store.creating("pb_2", clock.instant());
        provider.lists(List.of(List.of("remote-1", "remote-2")));

        drive(batch);

        assertThat(store.batch("pb_2").remoteId()).isEqualTo("remote-2");
    }

    @Test
    void batchThatLooksLikeOurs_isTakenWhenAnotherProviderHasOneOfThatId() throws Exception {
        ProviderBatch elsewhere = uploaded("pb_1", "other/m");
        store.created(elsewhere, "remote-1");
        ProviderBatch batch = uploaded("pb_2", "stub/m");
        store.creating("pb_2", clock.instant());
        provider.lists(List.of(List.of("remote-1")));

        drive(batch);

        assertThat(store.batch("pb_2").remoteId()).isEqualTo("remote-1");
    }

    @Test
    void answerToTheCreation_takesTheBatchBackFromOneThatItWasTakenFor() throws Exception {
        ProviderBatch mistaken = uploaded("pb_1", "stub/other");
        store.found(mistaken, "remote-1");
        ProviderBatch batch = uploaded("pb_2", "stub/m");
        provider.onCreate(() -> "remote-1");

        drive(batch);

        assertThat(store.batch("pb_2").remoteId()).isEqualTo("remote-1");
        assertThat(store.batch("pb_1"))
                .extracting(ProviderBatch::state, ProviderBatch::remoteId)
                .containsExactly(ProviderBatch.State.CREATING, "");
    }

    @Test
    void keyThatIsRefused_leavesTheLinesWhereTheyAre() throws Exception {
        ProviderBatch batch = uploaded("pb_1", "stub/m");
        provider.onCreate(() -> "remote-1");
        provider.refusesToTell(401, 2);

        drive(batch);

        assertThat(store.batch("pb_1").note()).isEqualTo("completed");
        assertThat(books.booked()).isEmpty();
    }

    @Test
    void batchThatTheProviderNoLongerKnows_givesItsLinesBackAsUncertain() throws Exception {
        ProviderBatch batch = uploaded("pb_1", "stub/m");
        provider.onCreate(() -> "remote-1");
        provider.refusesToTell(404, 1);

        drive(batch);

        assertThat(store.batch("pb_1").note()).contains("no longer knows");
        assertThat(books.booked()).containsEntry(1L, "uncertain");
    }
}
