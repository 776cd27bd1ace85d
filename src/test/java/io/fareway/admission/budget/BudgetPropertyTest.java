package io.fareway.admission.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Budget;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever requests come and however they end: what is spent and reserved stays within the limit and the marked overrun,
 * and what is spent within what was reserved for it and the marked overrun.
 */
class BudgetPropertyTest {

    private static final Instant NOW = Instant.parse("2026-10-14T00:00:00Z");

    @Property(tries = 1_000)
    void settlements_neverExceedReservationsAndTheMarkedOverrun(@ForAll long seed) {
        Random random = new Random(seed);
        long limit = 1L + random.nextInt(10_000);
        Window window = Window.of(budget(), "", NOW, ZoneOffset.UTC);
        WindowState state = new WindowState(window, limit, 0, 0, 0, 0);
        Map<String, Long> underWay = new HashMap<>();
        long reservedForSettled = 0;
        for (int step = 0; step < 60; step++) {
            LockedWindows locked = new LockedWindows(Map.of(window.id(), state), reserved(window, underWay));
            if (underWay.isEmpty() || random.nextBoolean()) {
                String id = "r" + step;
                long worst = random.nextInt(2_000);
                Verdict verdict = locked.reserve(new BudgetEntry.Reserve(
                        id, List.of(new Claim(window, limit, worst)), Set.of("p"), new CompletableFuture<>()));
                if (verdict instanceof Verdict.Granted) {
                    underWay.put(id, worst);
                }
            } else {
                String id = underWay.keySet().stream().sorted().findFirst().orElseThrow();
                long real = random.nextInt(4) == 0 ? random.nextInt(4_000) : random.nextInt(500);
                List<Spending.Call> calls = new ArrayList<>();
                calls.add(new Spending.Call("p", "simple", OptionalLong.of(real)));
                if (random.nextInt(5) == 0) {
                    calls.add(new Spending.Call("p", "simple", OptionalLong.empty()));
                }
                locked.settle(new BudgetEntry.Settle(id, List.of(window), new Spending(calls)));
                reservedForSettled += Optional.ofNullable(underWay.remove(id)).orElseThrow();
            }
            state = locked.stateOf(window.id());

            long reserved =
                    underWay.values().stream().mapToLong(Long::longValue).sum();
            assertThat(state.reservedPico()).isEqualTo(reserved);
            assertThat(state.spentPico() + state.reservedPico()).isLessThanOrEqualTo(limit + state.overrunPico());
            assertThat(state.spentPico()).isLessThanOrEqualTo(reservedForSettled + state.overrunPico());
        }
    }

    private static List<BudgetStore.Reserved> reserved(Window window, Map<String, Long> underWay) {
        List<BudgetStore.Reserved> all = new ArrayList<>();
        underWay.forEach((id, pico) -> all.add(new BudgetStore.Reserved(id, window.id(), pico)));
        return all;
    }

    private static Budget budget() {
        return new Budget(
                "total", Budget.Scope.TOTAL, "", Budget.Period.MONTH, BigDecimal.ONE, List.of(), Optional.empty());
    }
}
