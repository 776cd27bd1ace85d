package bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * What a JVM took at several moments of a run, oldest first.
 *
 * @param samples at least one
 */
public record Memory(List<Sample> samples) {

    /** Caches and counts that are bounded go on filling after the first moment. */
    private static final double MOST_GROWTH = 1.2;

    /**
     * One moment.
     *
     * @param residentMib of the process
     * @param liveMib of objects in use after a full collection
     */
    public record Sample(String moment, double residentMib, double liveMib) {

        /** Measures now. */
        public static Sample of(String moment, ProcessHandle jvm) throws IOException, InterruptedException {
            return new Sample(moment, ProcessUsage.residentMib(jvm), LiveHeap.mib(jvm));
        }
    }

    /** Whether the heap in use has grown since the first moment by a fifth at most. */
    public boolean isFlat() {
        return samples.getLast().liveMib <= MOST_GROWTH * samples.getFirst().liveMib;
    }

    public void print(PrintStream out) {
        out.printf("%n%-34s %10s %16s%n", "memory of the gateway", "RSS MiB", "heap in use MiB");
        for (Sample sample : samples) {
            out.printf("%-34s %10.0f %16.1f%n", sample.moment, sample.residentMib, sample.liveMib);
        }
        out.printf("%-5s heap in use has grown by a fifth at most%n", isFlat() ? "ok" : "WRONG");
    }
}
