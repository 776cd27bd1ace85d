package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.fareway.batch.sharing.WorkClaims;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways that stand still for so long that the others take them for dead, and then go on. */
class WorkClaimsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path home;
    private final HikariDataSource database;
    private final AtomicLong nanos = new AtomicLong();

    WorkClaimsTest(@TempDir Path home) {
        this.home = home;
        this.database = TestDatabase.sqlite(home);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private WorkClaims gateway(String name) throws IOException {
        WorkClaims claims = WorkClaims.ofMany(database, name, name + "#1", PATIENCE, nanos::get);
        claims.join();
        return claims;
    }

    @Test
    void gatewayThatStoodStill_isAliveAgainOnlyABeatAfterItHasNoticed() throws IOException {
        WorkClaims still = gateway("still");
        WorkClaims other = gateway("other");
        still.claim("job", 0);
        other.beat();
        nanos.addAndGet(PATIENCE.toNanos() + 1);
        other.beat();

        boolean lost = still.beat();
        boolean aliveAtOnce = still.isAlive();
        still.beat();

        assertThat(lost).isTrue();
        assertThat(aliveAtOnce).isFalse();
        assertThat(still.isAlive()).isTrue();
        assertThat(other.claim("job", 0)).isTrue();
        assertThat(still.claim("job", 0)).isFalse();
    }

    @Test
    void lineThatWaitedForASlotMeanwhile_isNotSent() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        FakeProviders providers = new FakeProviders(line -> {
            EngineTests.waitFor(gate);
            return FakeProviders.answer(line);
        });
        Standing claims = new Standing(WorkClaims.ofOne(home.resolve("inbox")));
        BatchFixture batch = new BatchFixture(home, database, providers, FakeWay.live(), claims);
        batch.startWith("job.jsonl", BatchFixture.lines(20));
        await().until(() -> providers.sent().size() == BatchFixture.CONCURRENCY);

        claims.alive.set(false);
        int before = claims.givenBack.get();
        gate.countDown();
        await().until(() -> claims.givenBack.get() > before);
        int sentMeanwhile = providers.sent().size();
        claims.alive.set(true);
        await().atMost(Duration.ofSeconds(60)).until(() -> batch.unfinished().isEmpty());

        assertThat(sentMeanwhile).isEqualTo(BatchFixture.CONCURRENCY);
        assertThat(providers.sent()).hasSize(20).doesNotHaveDuplicates();
        batch.engine.stop();
    }

    /** Claims of a gateway that may stand still; counts how often it gives work back. */
    private static final class Standing implements WorkClaims {

        private final WorkClaims claims;
        private final AtomicBoolean alive = new AtomicBoolean(true);
        private final AtomicInteger givenBack = new AtomicInteger();

        Standing(WorkClaims claims) {
            this.claims = claims;
        }

        @Override
        public boolean join() throws IOException {
            return claims.join();
        }

        @Override
        public void leave() {
            claims.leave();
        }

        @Override
        public boolean beat() {
            return claims.beat();
        }

        @Override
        public boolean isAlive() {
            return alive.get();
        }

        @Override
        public boolean claim(String work, long part) {
            return claims.claim(work, part);
        }

        @Override
        public void release(String work) {
            givenBack.incrementAndGet();
            claims.release(work);
        }

        @Override
        public boolean isHeldByOthers(String work) {
            return claims.isHeldByOthers(work);
        }
    }
}
