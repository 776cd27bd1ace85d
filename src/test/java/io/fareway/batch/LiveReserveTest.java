package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LiveReserveTest {

    private static final Instant CAME = Instant.parse("2026-11-21T08:00:00Z");

    private final LiveReserve reserve = new LiveReserve(Duration.ofMinutes(10));

    private static Job job(long lines, long done, Duration window) {
        return new Job(
                "job",
                "job.jsonl",
                JobOptions.ofApi(CAME.plus(window)),
                1,
                Job.State.RUNNING,
                Job.Control.RUN,
                "",
                0,
                Optional.empty(),
                new Job.Counts(OptionalLong.of(lines), done, 0, BigDecimal.ZERO),
                CAME,
                Optional.empty(),
                "");
    }

    private Duration before(Job job) {
        return Duration.between(
                reserve.begins(job).orElseThrow(), job.options().deadline().orElseThrow());
    }

    @Test
    void reserve_growsWithTheLinesThatAreLeft() {
        assertThat(before(job(8, 8, Duration.ofDays(1)))).isEqualTo(Duration.ofMinutes(10));
        assertThat(before(job(1608, 8, Duration.ofDays(1)))).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void reserve_takesAtMostHalfOfTheTime_andAtLeastTheLeast() {
        assertThat(before(job(1_000_000, 0, Duration.ofDays(1)))).isEqualTo(Duration.ofHours(12));
        assertThat(before(job(1_000_000, 0, Duration.ofMinutes(12)))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void halfOver_isBetweenItsBeginAndTheDeadline() {
        Job job = job(0, 0, Duration.ofDays(1));

        assertThat(reserve.halfOver(job)).contains(CAME.plus(Duration.ofDays(1)).minus(Duration.ofMinutes(5)));
    }
}
