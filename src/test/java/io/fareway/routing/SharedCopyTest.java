package io.fareway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** How old what is known of a table may be, and what holds while the table cannot be read. */
class SharedCopyTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-08-01T12:00:00Z"));
    private final List<String> table = new ArrayList<>(List.of("a"));
    private boolean broken;

    private final SharedCopy<String> copy = new SharedCopy<>("names", this::read, clock);

    @Test
    void change_isSeenWithinTwoSeconds() {
        copy.entries();
        table.add("b");

        clock.advance(Duration.ofMillis(1_999));
        List<String> before = copy.entries();
        clock.advance(Duration.ofMillis(1));

        assertThat(before).containsExactly("a");
        assertThat(copy.entries()).containsExactly("a", "b");
    }

    @Test
    void ownChange_isSeenAtOnce() {
        copy.entries();
        table.add("b");

        copy.refresh();

        assertThat(copy.entries()).containsExactly("a", "b");
    }

    @Test
    void whatWasKnown_holdsWhileTheTableCannotBeRead() {
        copy.entries();
        broken = true;
        table.clear();

        clock.advance(Duration.ofSeconds(10));
        List<String> meanwhile = copy.entries();
        broken = false;
        clock.advance(Duration.ofSeconds(2));

        assertThat(meanwhile).containsExactly("a");
        assertThat(copy.entries()).isEmpty();
    }

    private List<String> read(Instant now) {
        if (broken) {
            throw new DataAccessResourceFailureException("no database");
        }
        return List.copyOf(table);
    }
}
