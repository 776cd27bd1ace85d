package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final AtomicLong nanos = new AtomicLong(1);

    private Pace pace(long doneBefore, long total) {
        Job job = new Job(
                "id",
                "job.jsonl",
                JobOptions.NONE,
                1,
                Job.State.RUNNING,
                Job.Control.RUN,
                "",
                0,
                Optional.empty(),
                new Job.Counts(OptionalLong.of(total), doneBefore, 0, BigDecimal.ZERO),
                Instant.EPOCH,
                Optional.empty(),
                "");
        return new Pace(job, nanos::get);
    }

    private static List<LineResult> results(int count, int failed, String usd) {
        return IntStream.range(0, count)
                .mapToObj(line -> new LineResult(
                        line,
                        Optional.empty(),
                        "r",
                        line < failed,
                        "{}",
                        Way.LIVE,
                        "",
                        new LineCost(Optional.of(new BigDecimal(usd)), Optional.empty())))
                .toList();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void due_saysHowFarTheJobIs() {
        Pace pace = pace(0, 40);
        pace.add(results(10, 1, "0.0003"));
        pass(Duration.ofSeconds(5));

        assertThat(pace.due())
                .contains("Batch job.jsonl [#####...............] 25 % 10/40 lines, 2.0/s, 1 failed, 0.003 USD,"
                        + " ends in about 15 s at about 0.012 USD");
    }

    @Test
    void due_saysNothingWithinFiveSeconds() {
        Pace pace = pace(0, 40);
        pass(Duration.ofMillis(4999));

        assertThat(pace.due()).isEmpty();
    }

    @Test
    void due_saysNothingTwice() {
        Pace pace = pace(0, 40);
        pass(Duration.ofSeconds(6));
        pace.due();

        assertThat(pace.due()).isEmpty();
    }

    @Test
    void due_countsTheRateOfThisRunOnly() {
        Pace pace = pace(1000, 2000);
        pace.add(results(10, 0, "0"));
        pass(Duration.ofSeconds(10));

        assertThat(pace.due().orElse("")).contains("1010/2000 lines, 1.0/s, 0 failed, 0 USD, ends in about 17 min");
    }

    @Test
    void due_saysThatItWaits_whenNothingIsAnswered() {
        Pace pace = pace(0, 40);
        pass(Duration.ofSeconds(5));

        assertThat(pace.due().orElse("")).endsWith("0/40 lines, 0.0/s, 0 failed, 0 USD, waiting for answers");
    }
}
