package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LineSlotsTest {

    private final LineSlots slots = new LineSlots(32);
    private final StopSignal never = new StopSignal();

    private LineSlots.Slot take(String lane) throws InterruptedException {
        return slots.acquire(() -> 0, lane, never).orElseThrow();
    }

    private void answer(String lane, int times, boolean rateLimited) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            List<LineSlots.Slot> full = new ArrayList<>();
            int limit = slots.limitOf(lane);
            for (int slot = 0; slot < limit; slot++) {
                full.add(take(lane));
            }
            full.getFirst().release(rateLimited);
            for (LineSlots.Slot slot : full.subList(1, full.size())) {
                slot.release(false);
            }
        }
    }

    @Test
    void limit_growsWithAnswersUpToTheBound() throws InterruptedException {
        answer("a", 1, false);
        int after = slots.limitOf("a");
        answer("a", 20, false);

        assertThat(after).isGreaterThan(8);
        assertThat(slots.limitOf("a")).isEqualTo(32);
    }

    @Test
    void limit_fallsWithEachRateLimitButNeverBelowOne() throws InterruptedException {
        take("a").release(true);
        int once = slots.limitOf("a");
        for (int i = 0; i < 20; i++) {
            take("a").release(true);
        }

        assertThat(once).isEqualTo(5);
        assertThat(slots.limitOf("a")).isEqualTo(1);
    }

    @Test
    void rateLimit_ofOneLaneLeavesTheOthersAlone() throws InterruptedException {
        take("a").release(true);

        assertThat(slots.limitOf("b")).isEqualTo(8);
    }

    @Test
    void slot_goesToTheHighestPriorityFirst() throws InterruptedException {
        LineSlots one = new LineSlots(1);
        LineSlots.Slot taken = one.acquire(() -> 0, "a", never).orElseThrow();
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        Thread low = waitFor(one, 0, "low", order);
        Thread high = waitFor(one, 5, "high", order);

        taken.release(false);
        low.join();
        high.join();

        assertThat(order).containsExactly("high", "low");
    }

    private Thread waitFor(LineSlots from, int priority, String name, BlockingQueue<String> order) {
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                LineSlots.Slot slot = from.acquire(() -> priority, "a", never).orElseThrow();
                order.add(name);
                slot.release(false);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    @Test
    void waiting_endsWithTheSignal() throws InterruptedException {
        LineSlots one = new LineSlots(1);
        one.acquire(() -> 0, "a", never);
        StopSignal stop = new StopSignal();
        stop.set();

        Optional<LineSlots.Slot> slot = one.acquire(() -> 0, "a", stop);

        assertThat(slot).isEmpty();
    }
}
