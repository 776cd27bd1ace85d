package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void read_understandsSeconds() {
        assertThat(RetryAfter.read("7", NOW)).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.read(" 0.25 ", NOW)).contains(Duration.ofMillis(250));
    }

    @Test
    void read_understandsDates() {
        assertThat(RetryAfter.read("Sat, 21 Nov 2026 10:00:30 GMT", NOW)).contains(Duration.ofSeconds(30));
    }

    @Test
    void read_neverGivesANegativeOrEndlessPause() {
        assertThat(RetryAfter.read("Sat, 21 Nov 2026 09:00:00 GMT", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.read("99999999999999999999", NOW)).contains(Duration.ofHours(1));
    }

    @Test
    void in_takesAzuresMillisecondsFirst() {
        Map<String, String> both = Map.of("retry-after-ms", "1250", "Retry-After", "2");

        assertThat(RetryAfter.in(name -> both.getOrDefault(name, ""), NOW)).contains(Duration.ofMillis(1250));
        assertThat(RetryAfter.in(name -> name.equals("Retry-After") ? "2" : "", NOW))
                .contains(Duration.ofSeconds(2));
        assertThat(RetryAfter.in(name -> "", NOW)).isEmpty();
    }

    @Test
    void read_isEmptyForNonsense() {
        assertThat(RetryAfter.read("", NOW)).isEmpty();
        assertThat(RetryAfter.read("soon", NOW)).isEmpty();
        assertThat(RetryAfter.read("1.2.3", NOW)).isEmpty();
    }
}
