package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.fareway.batch.sharing.WorkClaims;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lines of a shared job a gateway takes for itself. */
class OwnLinesTest {

    private final Path home;
    private HikariDataSource dataSource;
    private ProviderBatchStore store;
    private LineStore lines;
    private WorkClaims here;
    private WorkClaims there;

    OwnLinesTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void prepare() throws IOException {
        dataSource = TestDatabase.sqlite(home);
        new JobStore(dataSource).add("job", "job.jsonl", "", JobOptions.NONE, 0, 1, 1);
        store = new ProviderBatchStore(dataSource);
        lines = new LineStore(dataSource);
        here = gateway("here");
        there = gateway("there");
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private WorkClaims gateway(String name) throws IOException {
        WorkClaims claims = WorkClaims.ofMany(dataSource, name, name + "#1", Duration.ofSeconds(15), () -> 0);
        claims.join();
        return claims;
    }

    private OwnLines own(WorkClaims claims) {
        return new OwnLines(claims, store, "job");
    }

    private void done(long... numbers) {
        List<LineResult> results = LongStream.of(numbers)
                .mapToObj(line -> new LineResult(line, Optional.of("c" + line), "r", false, "{}"))
                .toList();
        lines.record("job", results, 1);
    }

    private void atProvider(long line) {
        ProviderBatch batch = store.open("pb_" + line, "job", "stub/m", "none", "/chat/completions", Instant.EPOCH);
        store.add(batch, List.of(new ProviderBatchLine(line, "c" + line, "r", "simple", "", 0, 1)));
    }

    @Test
    void portion_isAHundredLinesFromTheFirstOn() {
        boolean first = own(here).isToBeSent(1);

        OwnLines other = own(there);

        assertThat(first).isTrue();
        assertThat(other.isToBeSent(100)).isFalse();
        assertThat(other.metOthers()).isTrue();
        assertThat(other.isToBeSent(101)).isTrue();
    }

    @Test
    void linesThatHaveTheirResults_areNotClaimed_blankOnesOrTheEndOfTheFileAmongThem() {
        done(1, 3);

        OwnLines own = own(here);
        boolean any = own.isToBeSent(1) || own.isToBeSent(3);

        assertThat(any).isFalse();
        assertThat(own.toBeSent()).isZero();
        assertThat(there.isHeldByOthers(JobWork.lines("job"))).isFalse();
    }

    @Test
    void linesAtAProvider_areNotClaimed() {
        atProvider(1);

        OwnLines own = own(here);
        boolean sent = own.isToBeSent(1);

        assertThat(sent).isFalse();
        assertThat(own.toBeSent()).isZero();
        assertThat(there.isHeldByOthers(JobWork.lines("job"))).isFalse();
    }

    @Test
    void lineThatAnotherGatewayHasFinishedSinceThePassCameToItsPortion_isNotSentAgain() {
        done(1);
        OwnLines own = own(here);
        own.isToBeSent(1);
        done(2);

        assertThat(own.isToBeSent(2)).isFalse();
        assertThat(own.isToBeSent(3)).isTrue();
        assertThat(own.toBeSent()).isEqualTo(1);
    }
}
