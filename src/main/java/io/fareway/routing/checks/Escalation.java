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
    private static final String PASSED = "passed";
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

    /**
     * Checks the answer, books the result with its attempt, and tells it to the caller of a plain answer. Where it fails and
     * the tier names another to ask, that stands in exchange property {@value #ESCALATE_TO}; a stream has been told already.
     */
    public void check(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        exchange.removeProperty(ESCALATE_TO);
        Optional<Attempt> answered =
                journey.lastAttempt().filter(attempt -> !attempt.said().isEmpty());
        Optional<TierChecks> checks = journey.checks();
        if (answered.isEmpty() || checks.isEmpty()) {
            return;
        }
        Attempt attempt = answered.get();
        Optional<String> failure = CheckRules.failure(
                checks.get(), attempt.said(), journey.request().conversation().format());
        attempt.check(failure.orElse(PASSED));
        ledger.check(attempt);
        tellCheck(journey, failure.map(rule -> FAILED + nameOf(rule)).orElse(PASSED));
        failure.ifPresent(rule -> {
            journey.handling()
                    .note("answer of " + attempt.deployment().name() + " (tier " + journey.getTier()
                            + ") failed its check " + rule);
            boolean mayGoUp = journey.stream().isEmpty()
                    && !journey.ending().isCancelled()
                    && journey.remaining(System.nanoTime()).isPositive();
            checks.get()
                    .escalateTo()
                    .filter(upper -> mayGoUp)
                    .ifPresent(upper -> exchange.setProperty(ESCALATE_TO, upper));
        });
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

    /** Without the place in the answer, whose words have no business in a header. */
    private static String nameOf(String rule) {
        return rule.startsWith(AnswerCheck.JSON_SCHEMA) ? AnswerCheck.JSON_SCHEMA : rule;
    }

    private static void tellCheck(Journey journey, String result) {
        journey.handling().tell("x-fareway-check", result);
    }
}
