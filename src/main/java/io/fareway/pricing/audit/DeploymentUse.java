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

    void answers(long count, Map<TokenClass, Long> used) {
        answers += count;
        used.forEach((tokenClass, more) -> tokens.merge(tokenClass, more, Long::sum));
    }

    void failures(long count, long costPico) {
        failures += count;
        failedPico += costPico;
    }

    long calls() {
        return answers + failures;
    }

    long answers() {
        return answers;
    }

    long failures() {
        return failures;
    }

    /** What calls without an answer cost, in pico-dollars. */
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
