package io.fareway.routing.whatif;

import io.fareway.ledger.PastAttempt;
import io.fareway.ledger.PastRequest;
import io.fareway.model.Deployment;
import io.fareway.model.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Replays requests one after the other and adds both sides up. A request whose first choice stays the same stands as
 * booked. Any other is replayed in expectation: with {@code s} the share of a deployment's calls that were answered,
 *
 * <pre>{@code cost = sum over the plan of P(reached) * (s * cost of the answer + (1 - s) * mean cost of a failed call)}</pre>
 *
 * where the first is reached for certain and each next one when all before have failed. Of a request that was sent up, the
 * calls in the tiers below stand as booked.
 */
final class Replay {

    private final Question question;
    private final PeriodFigures figures;
    private final Charges charges;
    private final PastPlans plans;
    private final CallsUnderWay underWay = new CallsUnderWay();
    private final Side booked = new Side();
    private final Side otherwise = new Side();
    private final Coverage coverage = new Coverage();

    Replay(Question question, PeriodFigures figures, Charges charges) {
        this.question = question;
        this.figures = figures;
        this.charges = charges;
        this.plans = new PastPlans(question, figures, charges, underWay);
    }

    /** Takes in the next request of the period. */
    void add(PastRequest request) {
        Optional<List<Deployment>> plan = plans.of(request);
        Optional<BigDecimal> cost = Charges.booked(request.attempts());
        coverage.add();
        if (plan.isEmpty()) {
            request.attempts().stream()
                    .filter(attempt -> !attempt.batch())
                    .forEach(attempt -> underWay.add(attempt.deployment(), attempt.openedAt(), attempt.closedAt()));
            stand(request, cost);
        } else {
            plan.get().stream().findFirst().ifPresent(first -> work(first.name(), request.receivedAt()));
            replay(request, plan.get(), cost);
        }
    }

    private void work(String deployment, Instant begin) {
        DeploymentFigures measured = figures.of(deployment);
        double millis = measured.durations().getTotalCount() > 0
                ? measured.durations().getMean()
                : measured.measured().expectedWholeMillis();
        underWay.add(deployment, begin, begin.plusMillis(Math.round(millis)));
    }

    private void stand(PastRequest request, Optional<BigDecimal> cost) {
        Optional<BigDecimal> other = charges.standing(request.attempts());
        if (cost.isEmpty() || other.isEmpty()) {
            coverage.leaveOut(cost);
            return;
        }
        coverage.stand();
        addBooked(request, cost.get());
        addAsItWas(otherwise, request);
        otherwise.cost(other.get());
        request.answering().ifPresent(answer -> otherwise.cost(answer.deployment(), other.get()));
    }

    private void replay(PastRequest request, List<Deployment> plan, Optional<BigDecimal> cost) {
        Optional<Expected> expected = Expected.of(request, plan, plans, figures, charges, question);
        Optional<BigDecimal> elsewhere = charges.standing(request.elsewhere());
        if (cost.isEmpty() || expected.isEmpty() || elsewhere.isEmpty()) {
            coverage.leaveOut(cost);
            return;
        }
        coverage.replay(request, plan, plans, figures);
        addBooked(request, cost.get());
        standElsewhere(request, elsewhere.get());
        otherwise.cost(expected.get().pico());
        otherwise.failure(expected.get().unanswered());
        for (Expected.Step step : expected.get().steps()) {
            String name = step.deployment().name();
            otherwise.cost(name, step.pico());
            otherwise.answer(name, step.answers());
            otherwise.failedAttempt(step.failures());
            Histogram spread = figures.of(name).durations();
            if (spread.getTotalCount() > 0) {
                otherwise.took(spread, Math.round(step.laterMillis()), step.answers());
            } else {
                otherwise.took(
                        Math.round(step.laterMillis())
                                + figures.of(name).measured().expectedWholeMillis(),
                        step.answers());
            }
        }
        plan.stream()
                .findFirst()
                .ifPresent(first -> charges.used(first.name(), plans.usageAt(first, request), request.receivedAt()));
    }

    private void standElsewhere(PastRequest request, BigDecimal cost) {
        otherwise.cost(cost);
        for (PastAttempt attempt : request.elsewhere()) {
            addFailure(otherwise, attempt);
        }
        request.elsewhere().stream()
                .reduce((before, last) -> last)
                .ifPresent(last -> otherwise.cost(last.deployment(), cost));
    }

    private void addBooked(PastRequest request, BigDecimal cost) {
        addAsItWas(booked, request);
        booked.cost(cost);
        request.answering().ifPresent(answer -> booked.cost(answer.deployment(), cost));
    }

    private static void addAsItWas(Side side, PastRequest request) {
        for (PastAttempt attempt : request.attempts()) {
            addFailure(side, attempt);
        }
        if (request.outcome() == Outcome.ANSWERED) {
            side.took(request.durationMillis(), 1);
            side.answer(request.answering().map(PastAttempt::deployment).orElse(""), 1);
        } else if (request.outcome() == Outcome.FAILED || request.outcome() == Outcome.UNCERTAIN) {
            side.failure(1);
        }
    }

    private static void addFailure(Side side, PastAttempt attempt) {
        if (attempt.outcome() == Outcome.FAILED || attempt.outcome() == Outcome.UNCERTAIN) {
            side.failedAttempt(1);
        }
    }

    /** What came of it. */
    WhatIf result() {
        return new WhatIf(question, booked, otherwise, coverage, charges.volumesMattered());
    }
}
