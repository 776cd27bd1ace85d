package io.fareway.routing.whatif;

import io.fareway.ledger.PastRequest;
import io.fareway.model.Deployment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How many requests the comparison holds, and how much of it is assumed. */
final class Coverage {

    private final Set<String> unmeasured = new TreeSet<>();
    private long requests;
    private long standing;
    private long replayed;
    private long leftOut;
    private long nobody;
    private long meanTokens;
    private long bookedLengths;
    private BigDecimal leftOutPico = BigDecimal.ZERO;

    void add() {
        requests++;
    }

    void stand() {
        standing++;
    }

    void leaveOut(Optional<BigDecimal> cost) {
        leftOut++;
        leftOutPico = leftOutPico.add(cost.orElse(BigDecimal.ZERO));
    }

    void replay(PastRequest request, List<Deployment> plan, PastPlans plans, PeriodFigures figures) {
        replayed++;
        if (request.answering().isEmpty()) {
            meanTokens++;
        }
        if (plan.isEmpty()) {
            nobody++;
            return;
        }
        Deployment first = plan.getFirst();
        if (!figures.of(first.name()).isMeasured()) {
            unmeasured.add(first.name());
        }
        if (request.answering().isPresent() && plans.lengthRatio(first, request).isEmpty()) {
            bookedLengths++;
        }
    }

    long requests() {
        return requests;
    }

    /** Answered by the same deployments as booked. */
    long standing() {
        return standing;
    }

    /** Answered by others. */
    long replayed() {
        return replayed;
    }

    /** Not compared, because a price is unknown on either side. */
    long leftOut() {
        return leftOut;
    }

    /** What those have cost as far as it is known, in pico-dollars. */
    BigDecimal leftOutPico() {
        return leftOutPico;
    }

    /** Replayed ones that nobody could have answered. */
    long nobody() {
        return nobody;
    }

    /** Replayed ones without an answer of their own: the mean of their tier is assumed. */
    long meanTokens() {
        return meanTokens;
    }

    /** Replayed ones whose answers keep their booked length. */
    long bookedLengths() {
        return bookedLengths;
    }

    /** First choices that were not called in the period. */
    Set<String> unmeasured() {
        return unmeasured;
    }
}
