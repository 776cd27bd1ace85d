package io.fareway.evaluation;

import io.fareway.model.Deployment;
import io.fareway.model.Money;
import io.fareway.report.statistics.Estimate;
import io.fareway.report.statistics.Quantiles;
import io.fareway.report.statistics.Shares;
import io.fareway.report.statistics.Spend;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts the calls to one deployment; safe for several threads. */
final class DeploymentCount {

    private static final int OBJECTIONS_TOLD = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Deployment deployment;
    private final Quantiles firstToken = new Quantiles();
    private final Quantiles betweenTokens = new Quantiles();
    private final Quantiles whole = new Quantiles();
    private final Spend spend = new Spend();
    private final Map<String, Tally> byCheck = new TreeMap<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private final Map<String, Long> objections = new TreeMap<>();
    private long calls;
    private long answered;
    private long passed;
    private long unpriced;
    private long outputTokens;

    DeploymentCount(Deployment deployment) {
        this.deployment = deployment;
    }

    private record Tally(long passed, long all) {

        static final Tally NONE = new Tally(0, 0);

        Tally with(boolean passes) {
            return new Tally(passed + (passes ? 1 : 0), all + 1);
        }
    }

    synchronized void add(Sample sample) {
        calls++;
        sample.usd().ifPresent(usd -> spend.add(Money.toPico(usd)));
        if (!sample.isAnswered()) {
            errors.merge(sample.error(), 1L, Long::sum);
            return;
        }
        answered++;
        passed += sample.passes() ? 1 : 0;
        unpriced += sample.usd().isEmpty() ? 1 : 0;
        outputTokens += sample.outputTokens();
        whole.add(sample.millis());
        sample.firstTokenMillis().ifPresent(firstToken::add);
        sample.betweenTokensMicros().ifPresent(betweenTokens::add);
        sample.checked().forEach(check -> add(sample.prompt(), check));
    }

    private void add(String prompt, Sample.Checked check) {
        boolean passes = check.objection().isEmpty();
        byCheck.merge(check.label(), Tally.NONE.with(passes), (before, now) -> before.with(passes));
        check.objection().ifPresent(reason -> objections.merge(prompt + ": " + reason, 1L, Long::sum));
    }

    /**
     * The figures.
     *
     * @param nanos from the first call to the end of the last
     */
    synchronized DeploymentFigures figures(long nanos) {
        Map<String, Estimate> checks = new LinkedHashMap<>();
        byCheck.forEach(
                (label, tally) -> Shares.of(tally.passed(), tally.all()).ifPresent(share -> checks.put(label, share)));
        return new DeploymentFigures(
                deployment.name(),
                deployment.simulated(),
                calls,
                answered,
                Shares.of(passed, answered),
                checks,
                firstToken.at(0.5),
                firstToken.at(0.95),
                betweenTokens.at(0.5),
                whole.at(0.5),
                whole.at(0.95),
                whole.at(0.99),
                outputTokens * NANOS_PER_SECOND / Math.max(1, nanos),
                spend.totalUsd(),
                spend.perRequest(),
                unpriced,
                Map.copyOf(errors),
                mostFrequent());
    }

    private Map<String, Long> mostFrequent() {
        Map<String, Long> sorted = new LinkedHashMap<>();
        objections.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(OBJECTIONS_TOLD)
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
