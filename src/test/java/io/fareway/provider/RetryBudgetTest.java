package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private static final String PROVIDER = "acme";

    private final RetryBudget budget = new RetryBudget();

    @Test
    void provider_startsWithTenRepeatsOfWhichFiveAreKeptForThoseWithNobodyElse() {
        assertThat(IntStream.range(0, 100).filter(n -> budget.spendSpare(PROVIDER, "spare " + n)))
                .hasSize(5);
        assertThat(IntStream.range(0, 100).filter(n -> budget.spend(PROVIDER, "last " + n)))
                .hasSize(5);
    }

    @Test
    void tenCalls_earnOneRepeat() {
        spendAll();
        earn(9);
        assertThat(budget.spend(PROVIDER, "any")).isFalse();

        earn(1);

        assertThat(budget.spend(PROVIDER, "any")).isTrue();
        assertThat(budget.spend(PROVIDER, "any")).isFalse();
    }

    @Test
    void savings_areTenRepeatsAtMost() {
        earn(1_000);

        assertThat(IntStream.range(0, 100).filter(n -> budget.spend(PROVIDER, "any")))
                .hasSize(10);
    }

    @Test
    void nextRepeat_goesToTheRequestThatWaitsLongest() {
        spendAll();
        budget.queue(PROVIDER, "first");
        budget.queue(PROVIDER, "second");
        earn(10);

        assertThat(budget.spend(PROVIDER, "newcomer")).isFalse();
        assertThat(budget.spendSpare(PROVIDER, "newcomer")).isFalse();
        assertThat(budget.spend(PROVIDER, "second")).isFalse();
        assertThat(budget.spend(PROVIDER, "first")).isTrue();
        earn(10);
        assertThat(budget.spend(PROVIDER, "second")).isTrue();
    }

    @Test
    void requestThatHasLeft_keepsNobodyWaiting() {
        spendAll();
        budget.queue(PROVIDER, "first");
        budget.leave("first");
        earn(10);

        assertThat(budget.spend(PROVIDER, "newcomer")).isTrue();
    }

    @Test
    void waiting_isWithOneProviderOnly() {
        budget.queue("other", "first");
        spendAll();
        earn(10);

        assertThat(budget.spend(PROVIDER, "newcomer")).isTrue();
    }

    private void spendAll() {
        while (budget.spend(PROVIDER, "spender")) {}
    }

    private void earn(int calls) {
        IntStream.range(0, calls).forEach(call -> budget.earn(PROVIDER));
    }
}
