package io.fareway.ledger;

import static io.fareway.testing.Journeys.answered;
import static io.fareway.testing.Journeys.attempt;
import static io.fareway.testing.Journeys.journey;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Measures open, close and settle of many callers at once; see docs/ledger.md for the command. */
final class LedgerLoadMain {

    private LedgerLoadMain() {}

    /**
     * Prints requests per second and what a request waits for the ledger.
     *
     * @param arguments the database's URL, its user, the number of callers, the number of requests of each
     */
    public static void main(String[] arguments) {
        int callers = Integer.parseInt(arguments[2]);
        int each = Integer.parseInt(arguments[3]);
        try (LedgerFixture books =
                LedgerFixture.on(LedgerFixture.properties(arguments[0], arguments[1]), Clock.systemUTC())) {
            books.lifecycle.start();
            measure(books.ledger, "warm-up", callers, each);
            measure(books.ledger, "measured", callers, each);
        }
    }

    private static void measure(Ledger ledger, String run, int callers, int each) {
        String prefix = run + "-" + System.nanoTime() + "-";
        long[] opens = new long[callers * each];
        long[] settles = new long[callers * each];
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                int first = caller * each;
                threads.execute(() -> {
                    for (int i = first; i < first + each; i++) {
                        Journey journey = journey(prefix + i).build();
                        Attempt attempt = attempt(journey);
                        long start = System.nanoTime();
                        ledger.open(attempt, journey);
                        opens[i] = System.nanoTime() - start;
                        answered(attempt);
                        ledger.close(attempt, journey);
                        long end = System.nanoTime();
                        ledger.settle(journey, Outcome.ANSWERED, 200);
                        settles[i] = System.nanoTime() - end;
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%s: %d callers, %.0f requests/s, open p50 %.2f ms p99 %.2f ms, settle p50 %.2f ms p99 %.2f ms%n",
                run,
                callers,
                opens.length / seconds,
                millis(opens, 0.5),
                millis(opens, 0.99),
                millis(settles, 0.5),
                millis(settles, 0.99));
    }

    private static double millis(long[] nanos, double quantile) {
        Arrays.sort(nanos);
        return nanos[(int) ((nanos.length - 1) * quantile)] / 1e6;
    }
}
