package io.fareway.admission.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What reserving and settling promise, on every database that can hold the books. */
abstract class BudgetReservationContract extends OpenBudgetBooks {

    @Test
    void fiveHundredAtOnce_spendAtMostTheBudgetOfAHundred() throws Exception {
        BudgetBook book = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 100 * CALL);

        long granted = allAtOnce(500, List.of(book), total);

        assertThat(granted).isEqualTo(100);
        assertThat(stateAfterAll(book, total).spentPico()).isEqualTo(100 * CALL);
        assertThat(stateAfterAll(book, total).reservedPico()).isZero();
    }

    @Test
    void twoGateways_shareOneBudget() throws Exception {
        List<BudgetBook> replicas = List.of(book("one"), book("two"));
        Budget total = budget("total", Budget.Scope.TOTAL, "", 100 * CALL);

        long granted = allAtOnce(300, replicas, total);

        replicas.forEach(BudgetBook::stop);
        assertThat(granted).isEqualTo(100);
        assertThat(stored(total, "").spentPico()).isEqualTo(100 * CALL);
    }

    @Test
    void settlement_givesBackWhatWasNotSpent() {
        BudgetBook book = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 10 * CALL);

        book.reserve("r1", List.of(claim(total, "", 10 * CALL)), Set.of("groq"));
        Verdict full = book.reserve("r2", List.of(claim(total, "", CALL)), Set.of("groq"));
        book.settle("r1", List.of(window(total, "")), spent("groq", 3 * CALL));
        Verdict again = book.reserve("r2", List.of(claim(total, "", 7 * CALL)), Set.of("groq"));

        assertThat(full).isInstanceOf(Verdict.Denied.class);
        assertThat(again).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void settlementTwice_countsOnce() {
        BudgetBook book = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 10 * CALL);
        book.reserve("r1", List.of(claim(total, "", 2 * CALL)), Set.of("groq"));

        book.settle("r1", List.of(window(total, "")), spent("groq", CALL));
        book.settle("r1", List.of(window(total, "")), spent("groq", CALL));

        assertThat(stateAfterAll(book, total).spentPico()).isEqualTo(CALL);
        assertThat(stateAfterAll(book, total).reservedPico()).isZero();
    }

    @Test
    void dearerThanReserved_isBookedAndMarked() {
        BudgetBook book = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 10 * CALL);
        book.reserve("r1", List.of(claim(total, "", CALL)), Set.of("groq"));

        book.settle("r1", List.of(window(total, "")), spent("groq", 3 * CALL));

        assertThat(stateAfterAll(book, total).spentPico()).isEqualTo(3 * CALL);
        assertThat(stateAfterAll(book, total).overrunPico()).isEqualTo(2 * CALL);
    }

    @Test
    void unknownCost_countsAsMuchAsWasReserved() {
        BudgetBook book = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 10 * CALL);
        book.reserve("r1", List.of(claim(total, "", 4 * CALL)), Set.of("groq"));

        Spending.Call unknown = new Spending.Call("groq", "simple", OptionalLong.empty());
        book.settle("r1", List.of(window(total, "")), new Spending(List.of(call("groq", CALL), unknown)));

        assertThat(stateAfterAll(book, total).spentPico()).isEqualTo(4 * CALL);
    }

    @Test
    void denial_reservesNothingAnywhere() {
        BudgetBook book = book("one");
        Budget wide = budget("a-wide", Budget.Scope.TOTAL, "", 10 * CALL);
        Budget narrow = budget("b-narrow", Budget.Scope.TIER, "simple", CALL);

        Verdict verdict = book.reserve(
                "r1", List.of(claim(wide, "", 2 * CALL), claim(narrow, "simple", 2 * CALL)), Set.of("groq"));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Denied.class, denied -> assertThat(
                        denied.state().window().budget())
                .isEqualTo("b-narrow"));
        assertThat(stateAfterAll(book, wide).reservedPico()).isZero();
    }

    @Test
    void exhaustedProvider_isLeftOutWhileAnotherCanAnswer() {
        BudgetBook book = book("one");
        Budget each = budget("providers", Budget.Scope.PROVIDER, Budget.EACH, CALL);
        book.reserve("r1", List.of(claim(each, "groq", CALL)), Set.of("groq"));

        Verdict both = book.reserve(
                "r2", List.of(claim(each, "groq", CALL), claim(each, "openai", CALL)), Set.of("groq", "openai"));
        Verdict alone = book.reserve("r3", List.of(claim(each, "groq", CALL)), Set.of("groq"));

        assertThat(both).isEqualTo(new Verdict.Granted(Set.of("groq")));
        assertThat(alone).isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void spendingOfAProvider_countsInItsOwnBudgetOnly() {
        BudgetBook book = book("one");
        Budget each = budget("providers", Budget.Scope.PROVIDER, Budget.EACH, 10 * CALL);
        List<Claim> claims = List.of(claim(each, "groq", 4 * CALL), claim(each, "openai", 4 * CALL));
        book.reserve("r1", claims, Set.of("groq", "openai"));

        book.settle("r1", claims.stream().map(Claim::window).toList(), spent("openai", CALL));

        assertThat(stateAfterAll(book, each, "groq").spentPico()).isZero();
        assertThat(stateAfterAll(book, each, "openai").spentPico()).isEqualTo(CALL);
    }

    private long allAtOnce(int requests, List<BudgetBook> books, Budget budget) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        AtomicLong granted = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                String request = "r" + i;
                BudgetBook book = books.get(i % books.size());
                all.add(threads.submit(() -> {
                    start.await();
                    Verdict verdict = book.reserve(request, List.of(claim(budget, "", CALL)), Set.of("groq"));
                    if (verdict instanceof Verdict.Granted) {
                        granted.incrementAndGet();
                        book.settle(request, List.of(window(budget, "")), spent("groq", CALL));
                    }
                    return request;
                }));
            }
            start.countDown();
            for (Future<?> future : all) {
                future.get();
            }
        }
        return granted.get();
    }
}
