package io.fareway.pricing.audit;

import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.util.EnumMap;
import java.util.Map;

/** What one deployment was used for in one tier. */
final class DeploymentUse {

    static final DeploymentUse NONE = new DeploymentUse();

    private final Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
    private long answers;
    private long failures;
    private long failedPico;
    private long others;

    void answers(long count, Map<TokenClass, Long> used) {
        answers += count;
        used.forEach((tokenClass, more) -> tokens.merge(tokenClass, more, Long::sum));
    }

    void failures(long count, long costPico) {
        failures += count;
        failedPico += costPico;
    }

    /** Calls that callers took back or that were refused for what was asked: no fault of the deployment. */
    void others(long count) {
        others += count;
    }

    long calls() {
        return answers + failures + others;
    }

    long answers() {
        return answers;
    }

    long failures() {
        return failures;
    }

    /** What calls that failed cost, in pico-dollars. */
    long failedPico() {
        return failedPico;
    }

    void addTo(Map<TokenClass, Long> sums) {
        tokens.forEach((tokenClass, more) -> sums.merge(tokenClass, more, Long::sum));
    }

    static Usage mean(Map<TokenClass, Long> sums, long answers) {
        Map<TokenClass, Long> means = new EnumMap<>(TokenClass.class);
        sums.forEach((tokenClass, sum) -> means.put(tokenClass, Math.round((double) sum / answers)));
        return new Usage(means, true);
    }
}
