package bench.chaos;

import bench.Latencies;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Prints what came out. */
final class Report {

    private static final int DAMAGED_SHOWN = 5;
    private static final int BROKEN_SHOWN = 20;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void obligation(Obligation.Balance balance) {
        out.printf(
                "%n%-5s requests that some provider could have answered: %,d; told an error all the same: %,d%n",
                balance.broken().isEmpty() ? "ok" : "WRONG",
                balance.answerable(),
                balance.broken().size());
        balance.broken().stream()
                .limit(BROKEN_SHOWN)
                .forEach(result -> out.printf(
                        "      question %d, request %s, status %d: %s%n",
                        result.question().number(),
                        result.requestId(),
                        result.status(),
                        result.verdict().label()));
    }

    void killed(int count, int done) {
        out.printf("kill %d after %,d requests%n", count, done);
    }

    void answers(List<Result> results, double seconds) {
        out.printf("%n%,d requests in %.0f s (%.0f/s)%n", results.size(), seconds, results.size() / seconds);
        out.printf("%-16s %9s %9s%n", "what callers got", "plain", "streamed");
        for (Verdict verdict : Verdict.values()) {
            out.printf(
                    "%-16s %,9d %,9d%n",
                    verdict.label(),
                    count(results, verdict, result -> !result.question().isStream()),
                    count(results, verdict, result -> result.question().isStream()));
        }
        Latencies whole = Latencies.merged(List.of(times(results)));
        out.printf("time of whole answers: p50 %.0f ms, p99 %.0f ms%n", whole.millis(50), whole.millis(99));
    }

    private static long count(List<Result> results, Verdict verdict, Predicate<Result> of) {
        return results.stream()
                .filter(result -> result.verdict() == verdict && of.test(result))
                .count();
    }

    private static Latencies times(List<Result> results) {
        Latencies times = new Latencies();
        results.stream().filter(result -> result.verdict() == Verdict.WHOLE).forEach(result -> times.add(result.nanos()));
        return times;
    }

    /** What became of the requests that met a fault, each fault of a request counted. */
    void faults(List<ProviderCall> calls, List<Result> results) {
        Map<Integer, Verdict> verdicts = new HashMap<>();
        results.forEach(result -> verdicts.put(result.question().number(), result.verdict()));
        out.printf("%n%-26s %8s   what its callers got%n", "providers' log", "calls");
        for (Fault fault : Fault.values()) {
            List<ProviderCall> met =
                    calls.stream().filter(call -> call.fault() == fault).toList();
            StringBuilder ends = new StringBuilder();
            for (Verdict verdict : Verdict.values()) {
                long count = met.stream()
                        .filter(call -> verdicts.get(call.request()) == verdict)
                        .count();
                ends.append(count == 0 ? "" : "%,d %s, ".formatted(count, verdict.label()));
            }
            ends.setLength(Math.max(0, ends.length() - 2));
            out.printf("%-26s %,8d   %s%n", fault.label(), met.size(), ends);
        }
        long broken = calls.stream().filter(call -> !call.fault().isHarmless()).count();
        out.printf("%-26s %,8d   %.0f %% of them broken%n", "all", calls.size(), 100.0 * broken / calls.size());
    }

    void books(List<Audit.Finding> findings) {
        out.printf("%nbooks%n");
        findings.forEach(finding -> out.printf("%-5s %s%n", finding.right() ? "ok" : "WRONG", finding.what()));
    }

    void damaged(List<Received> damaged) {
        for (Received received : damaged.subList(0, Math.min(DAMAGED_SHOWN, damaged.size()))) {
            out.printf(
                    "%nDAMAGED: question %d, request %s, status %d, %s end, expected: %s%n%s%n",
                    received.question().number(),
                    received.requestId(),
                    received.status(),
                    received.clean() ? "clean" : "unclean",
                    received.question().answer(),
                    received.body());
        }
    }

    void start(int questions, int kills, long seed, List<String> javaOptions) {
        out.printf(
                "%,d requests, %d kills, seed %d, gateway with %s, JDK %s, %d cores%n",
                questions,
                kills,
                seed,
                String.join(" ", javaOptions),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
    }

    void verdict(boolean right) {
        out.printf("%n%s%n", right ? "no damaged answer, nobody refused without need, and the books agree" : "FAILED: see above");
    }
}
