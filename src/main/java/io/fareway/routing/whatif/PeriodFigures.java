package io.fareway.routing.whatif;

import io.fareway.ledger.PastAttempt;
import io.fareway.ledger.PastRequest;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the period's answers and failures say about deployments, models and tiers. Its size does not grow with the period. */
final class PeriodFigures {

    /** Fewer answers than this say nothing about how long a model's answers are. */
    private static final int ENOUGH_ANSWERS = 20;

    private final Map<String, DeploymentFigures> deployments = new HashMap<>();
    private final Map<Speaker, Mean> lengths = new HashMap<>();
    private final Map<String, MeanUsage> tiers = new HashMap<>();

    /** A model in a tier: its answers to tasks of like difficulty can be compared. */
    private record Speaker(String tier, String model) {}

    private static final class Mean {
        private long count;
        private long sum;

        double value() {
            return (double) sum / count;
        }
    }

    private static final class MeanUsage {
        private final Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        private long count;
    }

    /** Takes in a request of the period. */
    void add(PastRequest request) {
        request.attempts().forEach(attempt -> deployments
                .computeIfAbsent(attempt.deployment(), added -> new DeploymentFigures())
                .add(attempt, request.streamed()));
        request.answering().ifPresent(answer -> addAnswer(request.tier(), answer));
    }

    private void addAnswer(String tier, PastAttempt answer) {
        Mean length = lengths.computeIfAbsent(new Speaker(tier, answer.model()), added -> new Mean());
        length.count++;
        length.sum += answer.usage().answer();
        MeanUsage usage = tiers.computeIfAbsent(tier, added -> new MeanUsage());
        usage.count++;
        answer.usage().tokens().forEach((tokenClass, count) -> usage.tokens.merge(tokenClass, count, Long::sum));
    }

    /** What a deployment did; figures of nothing for one that was not called. */
    DeploymentFigures of(String deployment) {
        return deployments.getOrDefault(deployment, new DeploymentFigures());
    }

    /** The mean usage of an answer of a tier; empty when the tier has no answer. */
    Optional<Usage> meanOf(String tier) {
        return Optional.ofNullable(tiers.get(tier)).map(mean -> {
            Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
            mean.tokens.forEach((tokenClass, sum) -> tokens.put(tokenClass, Math.round((double) sum / mean.count)));
            return new Usage(tokens, true);
        });
    }

    /** How much longer one model answers than another in a tier; empty when too few answers say so. */
    Optional<Double> lengthRatio(String tier, String from, String to) {
        if (from.equals(to)) {
            return Optional.of(1.0);
        }
        Mean before = lengths.getOrDefault(new Speaker(tier, from), new Mean());
        Mean after = lengths.getOrDefault(new Speaker(tier, to), new Mean());
        return before.count < ENOUGH_ANSWERS || after.count < ENOUGH_ANSWERS || before.sum == 0
                ? Optional.empty()
                : Optional.of(after.value() / before.value());
    }
}
