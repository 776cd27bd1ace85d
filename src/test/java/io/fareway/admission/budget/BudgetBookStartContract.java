package io.fareway.admission.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Budget;
import io.fareway.model.Budgets;
import io.fareway.testing.Journeys;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What books know that were opened on what is already there: spending, limits, killed gateways, warnings. */
abstract class BudgetBookStartContract extends OpenBudgetBooks {

    @Test
    void newBudget_knowsWhatTheLedgerSaysWasSpent() {
        attempt("early", "2026-02-28T23:59:59Z", 16L, "answered");
        attempt("before", "2026-03-01T00:00:00Z", 3 * CALL, "answered");
        BudgetBook book = book("one");
        Budget month = budget("month", Budget.Scope.PROVIDER, "groq", 10 * CALL);

        book.reserve("r1", List.of(claim(month, "groq", CALL)), Set.of("groq"));

        assertThat(stateAfterAll(book, month, "groq").spentPico()).isEqualTo(3 * CALL);
    }

    @Test
    void raisedLimit_countsAtOnce() {
        BudgetBook book = book("one");
        book.reserve("r1", List.of(claim(budget("total", Budget.Scope.TOTAL, "", CALL), "", CALL)), Set.of("groq"));

        Verdict verdict = book.reserve(
                "r2", List.of(claim(budget("total", Budget.Scope.TOTAL, "", 2 * CALL), "", CALL)), Set.of("groq"));

        assertThat(verdict).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void killedGateway_leavesNoReservationBehind() {
        BudgetBook killed = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 100 * CALL);
        for (String request : List.of("never-sent", "closed", "uncertain")) {
            killed.reserve(request, List.of(claim(total, "", 10 * CALL)), Set.of("groq"));
        }
        attempt("closed", "2026-03-10T11:00:00Z", 2 * CALL, "answered");
        attempt("uncertain", "2026-03-10T11:00:00Z", null, "uncertain");

        BudgetBook restarted = book("one");

        assertThat(stateAfterAll(restarted, total).reservedPico()).isZero();
        assertThat(stateAfterAll(restarted, total).spentPico()).isEqualTo(12 * CALL);
    }

    @Test
    void killedGateway_isChargedInEachTierByItsCallsThere() {
        BudgetBook killed = book("one");
        Budget each = budget("tiers", Budget.Scope.TIER, Budget.EACH, 100 * CALL);
        killed.reserve(
                "closed", List.of(claim(each, "simple", 10 * CALL), claim(each, "complex", 10 * CALL)), Set.of("groq"));
        attempt("closed", "2026-03-10T11:00:00Z", 2 * CALL, "answered");

        BudgetBook restarted = book("one");

        assertThat(stateAfterAll(restarted, each, "simple").spentPico()).isEqualTo(2 * CALL);
        assertThat(stateAfterAll(restarted, each, "complex").spentPico()).isZero();
    }

    @Test
    void startOfAnotherGateway_leavesOurReservationsAlone() {
        BudgetBook ours = book("one");
        Budget total = budget("total", Budget.Scope.TOTAL, "", 10 * CALL);
        ours.reserve("r1", List.of(claim(total, "", 4 * CALL)), Set.of("groq"));

        BudgetBook other = book("two");

        assertThat(stateAfterAll(other, total).reservedPico()).isEqualTo(4 * CALL);
    }

    @Test
    void warning_comesOnceForEachShare() {
        Budget total = new Budget(
                "total",
                Budget.Scope.TOTAL,
                "",
                Budget.Period.MONTH,
                usd(10 * CALL),
                List.of(50, 80),
                Optional.empty());
        settings = Journeys.SETTINGS.with(new Budgets(ZoneOffset.UTC, 100, List.of(total)));
        BudgetBook book = book("one");

        for (int i = 0; i < 9; i++) {
            book.reserve("r" + i, List.of(claim(total, "", CALL)), Set.of("groq"));
            book.settle("r" + i, List.of(window(total, "")), spent("groq", CALL));
        }
        book.stop();

        assertThat(events)
                .extracting(event -> ((BudgetWarning) event).percent())
                .containsExactly(50, 80);
        assertThat(((BudgetWarning) events.getFirst()).spentUsd()).isEqualByComparingTo(usd(5 * CALL));
    }

    private void attempt(String request, String openedAt, @Nullable Long cost, String outcome) {
        jdbc.sql(
                        """
                        insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason,
                            deployment, provider, model, streamed, simulated, job, instance, opened_at, closed_at, outcome,
                            cost_pico_usd)
                        values (?, ?, 1, '', '', '', 'simple', '', 'groq/llama', 'groq', 'llama', 0, 0, '', 'one', ?, ?, ?, ?)
                        """)
                .params(
                        request + ".1",
                        request,
                        Instant.parse(openedAt).toEpochMilli(),
                        Instant.parse(openedAt).toEpochMilli(),
                        outcome)
                .param(cost)
                .update();
    }
}
