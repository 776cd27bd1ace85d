package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Plain requests over a number of connections for a while.
 *
 * @param connections how many callers there are, each with one request under way
 * @param seconds how long
 * @param rate requests per second over all connections, or 0 for as many as are answered. With a rate, a call's time
 *     counts from when it was due, so that a late answer also counts against those that wait behind it
 */
record Load(int connections, double seconds, double rate) {

    private static final byte[] REQUEST = Connection.request("/v1/chat/completions", """
            {"model":"auto","temperature":0.2,"messages":[{"role":"system","content":"You help the accounts team of a \
            small company."},{"role":"user","content":"Summarise this letter in one sentence: we have not yet \
            received your payment for invoice 4711, due two weeks ago. Please call us so that we can find out what \
            is missing, or send the amount within seven days."}]}""");

    /**
     * Calls one target.
     *
     * @return the times of all calls
     * @throws IOException when any call was not answered with 200
     */
    Result run(Target target) throws IOException, InterruptedException {
        double cpuBefore = target.cpuMicros();
        long begin = System.nanoTime();
        Latencies times = call(target, begin);
        double elapsed = (System.nanoTime() - begin) / 1e9;
        double cpu = (target.cpuMicros() - cpuBefore) / times.count();
        return new Result(times.count() / elapsed, times.millis(50), times.millis(99), cpu);
    }

    private Latencies call(Target target, long begin) throws IOException, InterruptedException {
        List<Future<Latencies>> callers = new ArrayList<>();
        List<Latencies> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                int caller = i;
                callers.add(threads.submit(() -> caller(target.port(), caller, begin)));
            }
            for (Future<Latencies> caller : callers) {
                parts.add(caller.get());
            }
        } catch (ExecutionException e) {
            throw new IOException(target.name() + ": " + e.getCause().getMessage(), e);
        }
        return Latencies.merged(parts);
    }

    private Latencies caller(int port, int number, long begin) throws IOException {
        Latencies times = new Latencies();
        long interval = rate == 0 ? 0 : (long) (1e9 * connections / rate);
        long end = begin + (long) (seconds * 1e9);
        try (Connection connection = new Connection(port)) {
            long due = begin + interval * number / connections;
            while (System.nanoTime() < end) {
                waitUntil(due);
                long from = interval == 0 ? System.nanoTime() : due;
                connection.exchange(REQUEST);
                times.add(System.nanoTime() - from);
                due += interval;
            }
        }
        return times;
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * What was measured.
     *
     * @param perSecond requests answered per second
     * @param p50 median time in ms
     * @param p99 99th percentile in ms
     * @param cpu CPU microseconds of the target's process per request
     */
    record Result(double perSecond, double p50, double p99, double cpu) {}
}
