package io.fareway.routing.whatif;

import io.fareway.ledger.PastAttempt;
import io.fareway.ledger.PastRequest;
import io.fareway.model.Deployment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is expected of one request under another plan.
 *
 * @param steps the deployments that may be asked, in order
 * @param unanswered how likely all of them fail
 */
record Expected(List<Step> steps, double unanswered) {

    /** Below this chance a further attempt no longer matters. */
    private static final double NEVER = 1e-9;

    /**
     * One deployment's part.
     *
     * @param pico its expected charge for this request
     * @param answers how likely it answers
     * @param failures how likely it is asked in vain
     * @param laterMillis what the attempts before took, those in other tiers included
     */
    record Step(Deployment deployment, BigDecimal pico, double answers, double failures, double laterMillis) {}

    /** Empty when the price of somebody who may be asked is unknown. */
    static Optional<Expected> of(
            PastRequest request,
            List<Deployment> plan,
            PastPlans plans,
            PeriodFigures figures,
            Charges charges,
            Question question) {
        List<Step> steps = new ArrayList<>();
        double reached = 1;
        double later = request.elsewhere().stream()
                .mapToLong(PastAttempt::durationMillis)
                .sum();
        for (Deployment deployment : plan) {
            if (steps.size() == question.mostAttempts(request) || reached < NEVER) {
                break;
            }
            DeploymentFigures measured = figures.of(deployment.name());
            Optional<BigDecimal> answer = charges.of(
                    deployment.name(),
                    plans.usageAt(deployment, request),
                    request.receivedAt(),
                    request.receivedAt().plusMillis(request.durationMillis()));
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            double success = measured.successRate();
            BigDecimal pico = answer.get()
                    .multiply(BigDecimal.valueOf(reached * success))
                    .add(BigDecimal.valueOf(reached * (1 - success) * measured.failedPico()));
            steps.add(new Step(deployment, pico, reached * success, reached * (1 - success), later));
            later += measured.failedMillis();
            reached *= 1 - success;
        }
        return Optional.of(new Expected(steps, reached));
    }

    /** The expected cost in pico-dollars. */
    BigDecimal pico() {
        return steps.stream().map(Step::pico).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
