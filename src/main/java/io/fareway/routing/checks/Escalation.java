package io.fareway.routing.checks;

import io.fareway.ledger.Ledger;
import io.fareway.model.Answer;
import io.fareway.model.Attempt;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.check.AnswerCheck;
import io.fareway.model.choice.Selection;
import io.fareway.model.choice.TierChecks;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * The steps of {@code routes/43-escalation.camel.yaml}: checks the answer of a tier, and keeps it at hand while the next tier
 * up is asked.
 */
@Component
public class Escalation {

    private static final String ESCALATE_TO = "escalateTo";
    private static final String FIRST = "answerBeforeEscalation";
    private static final String TIER = "tier";
    private static final String FAILED = "failed: ";
    private static final int OK = 200;

    private final Ledger ledger;

    Escalation(Ledger ledger) {
        this.ledger = ledger;
    }

    /** An answer that failed its check, and all that belongs to it. */
    private record First(
            Answer answer,
            Optional<BigDecimal> baselineUsd,
            String tier,
            String tierReason,
            Selection selection,
            List<Deployment> plan,
            String rule) {}

    /** Holds the answer against the rules of its tier; a judge may still object. */
    public void check(@ExchangeProperty(Journey.PROPERTY) Journey journey) {
        journey.checks().ifPresent(checks -> checked(journey)
                .ifPresent(attempt -> attempt.check(CheckRules.failure(
                                checks,
                                attempt.said(),
                                journey.request().conversation().format())
                        .orElse(CheckRules.PASSED))));
    }

    /**
     * Books the result of all checks with the attempt, and tells it to the caller of a plain answer. Where the answer failed and
     * the tier names another to ask, that stands in exchange property {@value #ESCALATE_TO}; a stream has been told already.
     */
    public void conclude(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        exchange.removeProperty(ESCALATE_TO);
        Optional<TierChecks> checks = journey.checks();
        Optional<Attempt> checked = checked(journey);
        if (checks.isEmpty() || checked.isEmpty()) {
            return;
        }
        Attempt attempt = checked.get();
        ledger.check(attempt);
        boolean passed = attempt.check().equals(CheckRules.PASSED);
        tellCheck(journey, passed ? CheckRules.PASSED : FAILED + nameOf(attempt.check()));
        if (passed) {
            return;
        }
        journey.handling()
                .note("answer of " + attempt.deployment().name() + " (tier " + journey.getTier() + ") failed its check "
                        + attempt.check());
        above(journey).ifPresent(upper -> exchange.setProperty(ESCALATE_TO, upper));
    }

    private static Optional<Attempt> checked(Journey journey) {
        return journey.lastAttempt().filter(attempt -> !attempt.said().isEmpty());
    }

    /** The tier to which an answer that fails its checks sends the request; empty where it stays, as a budget may want it. */
    static Optional<String> above(Journey journey) {
        boolean mayGoUp = journey.stream().isEmpty()
                && !journey.handling().staysInTier()
                && !journey.ending().isCancelled()
                && journey.remaining(System.nanoTime()).isPositive();
        return journey.checks().flatMap(TierChecks::escalateTo).filter(upper -> mayGoUp);
    }

    /** Sends the request to the next tier up, as exchange property {@value #TIER} says to the routes. */
    public void goUp(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        String upper = exchange.getProperty(ESCALATE_TO, String.class);
        String tier = journey.getTier();
        String rule = journey.lastAttempt().map(Attempt::check).orElse("");
        exchange.removeProperty(ESCALATE_TO);
        exchange.setProperty(
                FIRST,
                new First(
                        journey.answer().orElseThrow(),
                        journey.baselineUsd(),
                        tier,
                        journey.tierReason(),
                        journey.selection(),
                        journey.plan(),
                        rule));
        tellCheck(journey, "not checked");
        journey.handling().tell("x-fareway-escalated", tier + " to " + upper);
        journey.assignTier(
                upper,
                "the answer of " + tier + " failed its check " + nameOf(rule) + " (" + journey.tierReason() + ")");
        journey.turns().inFurtherTier(journey.attempts().size());
        exchange.setProperty(TIER, upper);
    }

    /** Takes the first answer back where the upper tier has none. */
    public void keepBetter(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        boolean better =
                journey.answer().filter(answer -> answer.status() == OK).isPresent();
        if (!better) {
            keepFirst(exchange, journey);
        }
    }

    /** Takes the first answer back, because nobody of the upper tier could answer. */
    public void keepFirst(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        First first = exchange.getProperty(FIRST, First.class);
        journey.handling()
                .note("nobody of tier " + journey.getTier() + " could answer: the answer of " + first.tier + " stands");
        journey.handling().tell("x-fareway-escalated", first.tier + " to " + journey.getTier() + ", in vain");
        tellCheck(journey, FAILED + nameOf(first.rule));
        journey.answer(first.answer);
        journey.baselineUsd(first.baselineUsd);
        journey.assignTier(first.tier, first.tierReason);
        journey.selection(first.selection);
        journey.plan(first.plan);
    }

    /** Without the place in the answer, whose words have no business in a header, and without the score. */
    private static String nameOf(String rule) {
        return Stream.of(AnswerCheck.JSON_SCHEMA, JudgeDraw.FAILED)
                .filter(rule::startsWith)
                .findFirst()
                .orElse(rule);
    }

    private static void tellCheck(Journey journey, String result) {
        journey.handling().tell("x-fareway-check", result);
    }
}
