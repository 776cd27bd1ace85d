package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private static final String PROVIDER = "acme";
    private static final Arrival FIRST = new Arrival(1, "first");
    private static final Arrival SECOND = new Arrival(2, "second");
    private static final Arrival NEWCOMER = new Arrival(3, "newcomer");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T08:00:00Z"));
    private final RetryBudget budget = new RetryBudget(clock);

    @Test
    void provider_startsWithTenRepeatsOfWhichFiveAreKeptForThoseWithNobodyElse() {
        assertThat(IntStream.range(0, 100).filter(n -> budget.spendSpare(PROVIDER, NEWCOMER)))
                .hasSize(5);
        assertThat(IntStream.range(0, 100).filter(n -> budget.spend(PROVIDER, NEWCOMER)))
                .hasSize(5);
    }

    @Test
    void fiveCalls_earnOneRepeat() {
        spendAll();
        earn(4);
        assertThat(budget.spend(PROVIDER, NEWCOMER)).isFalse();

        earn(1);

        assertThat(budget.spend(PROVIDER, NEWCOMER)).isTrue();
        assertThat(budget.spend(PROVIDER, NEWCOMER)).isFalse();
    }

    @Test
    void secondWithoutCalls_earnsOneRepeat() {
        spendAll();
        clock.advance(Duration.ofMillis(999));
        assertThat(budget.spend(PROVIDER, NEWCOMER)).isFalse();

        clock.advance(Duration.ofMillis(1));

        assertThat(budget.spend(PROVIDER, NEWCOMER)).isTrue();
    }

    @Test
    void clockThatIsSetBack_takesNothing() {
        clock.advance(Duration.ofHours(-1));

        assertThat(budget.spend(PROVIDER, NEWCOMER)).isTrue();
    }

    @Test
    void savings_areTenRepeatsAtMost() {
        earn(1_000);
        clock.advance(Duration.ofDays(400));

        assertThat(IntStream.range(0, 100).filter(n -> budget.spend(PROVIDER, NEWCOMER)))
                .hasSize(10);
    }

    @Test
    void nextRepeat_goesToTheRequestThatCameFirst() {
        spendAll();
        budget.await(SECOND, Set.of(PROVIDER));
        budget.await(FIRST, Set.of(PROVIDER));
        earn(5);

        assertThat(List.of(NEWCOMER, SECOND, FIRST))
                .filteredOn(arrival -> budget.covers(PROVIDER, arrival))
                .containsExactly(FIRST);
        assertThat(budget.spendSpare(PROVIDER, NEWCOMER)).isFalse();
        assertThat(budget.spend(PROVIDER, SECOND)).isFalse();
        assertThat(budget.spend(PROVIDER, FIRST)).isTrue();
    }

    @Test
    void requestThatHasLeft_keepsNobodyWaiting() {
        spendAll();
        budget.await(FIRST, Set.of(PROVIDER));
        budget.leave(FIRST);
        earn(5);

        assertThat(budget.spend(PROVIDER, NEWCOMER)).isTrue();
    }

    @Test
    void requestThatWaitsForAnotherProvider_keepsNobodyWaiting() {
        spendAll();
        budget.await(FIRST, Set.of(PROVIDER));
        budget.await(FIRST, Set.of("other"));
        earn(5);

        assertThat(budget.spend(PROVIDER, NEWCOMER)).isTrue();
    }

    private void spendAll() {
        IntStream.range(0, 10)
                .forEach(call -> assertThat(budget.spend(PROVIDER, NEWCOMER)).isTrue());
    }

    private void earn(int calls) {
        IntStream.range(0, calls).forEach(call -> budget.earn(PROVIDER));
    }
}
