package bench.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares three accounts of the same run: the ledger's, the providers' and the clients'. */
record Audit(Books books, List<ProviderCall> calls, List<Result> results, boolean kills) {

    /**
     * One comparison.
     *
     * @param what in words, with its figures
     */
    record Finding(String what, boolean right) {}

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (String provider : Providers.NAMES) {
            findings.add(callsOf(provider));
        }
        findings.add(nothing("attempts still open", books.attemptsWith(Books.BookedAttempt.OPEN)));
        findings.add(nothing("acknowledged answers without a request row that says answered", unbooked()));
        findings.add(nothing("errors told without a request row that says failed", unbookedErrors()));
        findings.add(nothing("requests whose attempts differ from their calls at a provider", differing()));
        if (!kills) {
            long missing = results.size() - books.requestOutcomes().size();
            findings.add(nothing("requests without a row, or rows too many", Math.abs(missing)));
        }
        return findings;
    }

    /** A killed gateway may have booked a call that it could not send any more; a call without a row is never right. */
    private Finding callsOf(String provider) {
        List<Books.BookedAttempt> attempts = books.attempts().stream()
                .filter(attempt -> attempt.provider().equals(provider))
                .toList();
        long counted = calls.stream().filter(call -> call.provider().equals(provider)).count();
        long uncertain = attempts.stream()
                .filter(attempt -> attempt.outcome().equals(Books.BookedAttempt.UNCERTAIN))
                .count();
        long surplus = attempts.size() - counted;
        return new Finding(
                "provider %s: %,d calls in its log, %,d attempts in the ledger, %d of them uncertain"
                        .formatted(provider, counted, attempts.size(), uncertain),
                surplus >= 0 && surplus <= uncertain && (kills || uncertain == 0));
    }

    private long unbooked() {
        return results.stream()
                .filter(result -> result.verdict() == Verdict.WHOLE)
                .filter(result -> !"answered".equals(books.requestOutcomes().get(result.requestId())))
                .count();
    }

    private long unbookedErrors() {
        return results.stream()
                .filter(result -> result.verdict() == Verdict.ERROR || result.verdict() == Verdict.IN_BAND_ERROR)
                .filter(result -> !result.requestId().isEmpty())
                .filter(result -> !"failed".equals(books.requestOutcomes().get(result.requestId())))
                .count();
    }

    /** Of requests that came to their end; of those that a kill ended the client may not know the id. */
    private long differing() {
        Map<String, Long> attempts = books.attempts().stream()
                .collect(Collectors.groupingBy(
                        attempt -> attempt.request() + " " + attempt.provider(), HashMap::new, Collectors.counting()));
        Map<String, Long> called = calls.stream()
                .collect(Collectors.groupingBy(
                        call -> call.request() + " " + call.provider(), HashMap::new, Collectors.counting()));
        return results.stream()
                .filter(result -> result.verdict() != Verdict.LOST && !result.requestId().isEmpty())
                .filter(result -> Providers.NAMES.stream()
                        .anyMatch(provider -> !attempts.getOrDefault(result.requestId() + " " + provider, 0L)
                                .equals(called.getOrDefault(result.question().number() + " " + provider, 0L))))
                .count();
    }

    private static Finding nothing(String what, long count) {
        return new Finding("%s: %d".formatted(what, count), count == 0);
    }
}
