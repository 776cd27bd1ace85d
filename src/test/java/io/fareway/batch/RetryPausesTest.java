package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPausesTest {

    private final RetryPauses pauses = new RetryPauses(5, Duration.ofSeconds(30));

    private static LineAnswer answer(int status, Optional<Duration> retryAfter, boolean gatewayBusy) {
        return new LineAnswer(status, "", new byte[0], retryAfter, gatewayBusy);
    }

    private static LineAnswer exhausted(int seconds) {
        return answer(503, Optional.of(Duration.ofSeconds(seconds)), false);
    }

    @Test
    void after_isEmpty_whenTheAnswerIsFinal() {
        assertThat(pauses.after(answer(200, Optional.empty(), false), 0)).isEmpty();
    }

    @Test
    void after_isWhatTheAnswerAsksFor() {
        assertThat(pauses.after(exhausted(7), 0)).contains(Duration.ofSeconds(7));
    }

    @Test
    void after_doublesWithEachRound() {
        assertThat(pauses.after(exhausted(1), 0)).contains(Duration.ofSeconds(1));
        assertThat(pauses.after(exhausted(1), 3)).contains(Duration.ofSeconds(8));
    }

    @Test
    void after_isCapped() {
        assertThat(pauses.after(exhausted(3600), 0)).contains(Duration.ofSeconds(30));
    }

    @Test
    void after_isEmpty_whenAllRoundsAreOver() {
        assertThat(pauses.after(exhausted(1), 4)).isPresent();
        assertThat(pauses.after(exhausted(1), 5)).isEmpty();
    }

    @Test
    void after_goesOnForAsLongAsTheGatewayIsBusy() {
        assertThat(pauses.after(answer(429, Optional.of(Duration.ofSeconds(1)), true), 1_000_000))
                .contains(Duration.ofSeconds(30));
    }
}
