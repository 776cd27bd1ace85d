package bench;

import java.util.Arrays;
import java.util.List;

/** Times of single calls, in nanoseconds. */
public final class Latencies {

    private long[] nanos = new long[4096];
    private int count;

    public static Latencies merged(List<Latencies> parts) {
        Latencies all = new Latencies();
        parts.forEach(part -> Arrays.stream(part.nanos, 0, part.count).forEach(all::add));
        Arrays.sort(all.nanos, 0, all.count);
        return all;
    }

    public void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = value;
    }

    int count() {
        return count;
    }

    /**
     * Returns a percentile by nearest rank, of merged times only, as those are sorted.
     *
     * @param percent above 0, up to 100
     * @return milliseconds
     */
    public double millis(double percent) {
        int rank = (int) Math.ceil(count * percent / 100);
        return nanos[Math.max(0, rank - 1)] / 1e6;
    }
}
