package io.fareway.routing;

import com.sun.management.ThreadMXBean;
import io.fareway.model.choice.Policy;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Single decisions by the wall clock and by the processor time of their thread: the difference is what other work on the
 * machine and the garbage collector take. Run by bench/decision after JMH.
 */
final class DecisionTail {

    private static final int WARM_UP = 50_000;
    private static final int DECISIONS = 200_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private DecisionTail() {}

    /** Prints a table. */
    public static void main(String[] args) {
        System.out.println("| policy | wall p50 | wall p99 | wall p99.9 | processor p50 | processor p99 | processor p99.9 "
                + "| KB a decision | collections |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (Policy policy : List.of(Policy.COST, Policy.LATENCY, Policy.BALANCED)) {
            measure(policy);
        }
    }

    private static void measure(Policy policy) {
        RoutingDecision decision = new RoutingDecision();
        decision.deployments = 200;
        decision.policy = policy;
        decision.deployments();
        int seen = 0;
        for (int i = 0; i < WARM_UP; i++) {
            seen += decision.decide().hashCode() & 1;
        }
        Histogram wall = new Histogram(3);
        Histogram processor = new Histogram(3);
        long collections = collections();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < DECISIONS; i++) {
            long processorBefore = THREADS.getCurrentThreadCpuTime();
            long wallBefore = System.nanoTime();
            Object made = decision.decide();
            wall.recordValue(System.nanoTime() - wallBefore);
            processor.recordValue(Math.max(0, THREADS.getCurrentThreadCpuTime() - processorBefore));
            seen += made == null ? 1 : 0;
        }
        long bytes = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / DECISIONS;
        System.out.printf(
                Locale.ROOT,
                "| `%s` | %s | %s | %s | %s | %s | %s | %d | %d |%n",
                policy.label(),
                micros(wall, 50),
                micros(wall, 99),
                micros(wall, 99.9),
                micros(processor, 50),
                micros(processor, 99),
                micros(processor, 99.9),
                bytes / 1024,
                collections() - collections);
        if (seen < 0) {
            throw new IllegalStateException("never: keeps the decisions from being optimised away");
        }
    }

    private static String micros(Histogram histogram, double percentile) {
        return Math.round(histogram.getValueAtPercentile(percentile) / 1_000.0) + " us";
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
