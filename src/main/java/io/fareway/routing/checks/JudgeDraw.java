package io.fareway.routing.checks;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.choice.Judge;
import io.fareway.model.choice.TierChecks;
import io.fareway.routing.RequestShare;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Decides whether an answer that stood all other checks is judged. Where it could still be sent a tier up, its caller waits for
 * the judge; else the judge is asked behind the caller's back, by so many calls at once as there are places.
 */
@Component
public class JudgeDraw {

    /** Exchange property that holds the {@link Judge} of an answer. */
    static final String JUDGE = "judge";

    /** The check that fails when the score is too low. */
    static final String FAILED = "judge";

    private static final String PLACE_TAKEN = "judgePlaceTaken";

    private final Semaphore places;

    JudgeDraw(@Value("${fareway.checks.judges-at-once:16}") int atOnce) {
        this.places = new Semaphore(atOnce);
    }

    /** Sets the property {@value #JUDGE} of an answer whose caller has to wait for the judge's word. */
    public void first(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        exchange.removeProperty(JUDGE);
        drawn(journey).filter(judge -> isWaitedFor(journey)).ifPresent(judge -> exchange.setProperty(JUDGE, judge));
    }

    /** Sets the property {@value #JUDGE} of an answer that is judged while its caller has it, if a place is free. */
    public void later(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        if (exchange.removeProperty(JUDGE) != null) {
            return;
        }
        drawn(journey).filter(judge -> places.tryAcquire()).ifPresent(judge -> {
            exchange.setProperty(JUDGE, judge);
            exchange.setProperty(PLACE_TAKEN, true);
        });
    }

    /** Gives the place back, if one was taken. */
    public void leave(Exchange exchange) {
        if (exchange.removeProperty(PLACE_TAKEN) != null) {
            places.release();
        }
    }

    private static Optional<Judge> drawn(Journey journey) {
        boolean passed = journey.lastAttempt()
                .map(Attempt::check)
                .filter(CheckRules.PASSED::equals)
                .isPresent();
        return journey.checks()
                .flatMap(TierChecks::judge)
                .filter(judge -> passed && !journey.ending().isCancelled())
                .filter(judge -> RequestShare.of("judge of " + journey.getTier(), journey.id()) < judge.sharePercent());
    }

    /** Whether the answer may still be sent a tier up. */
    static boolean isWaitedFor(Journey journey) {
        return Escalation.above(journey).isPresent();
    }
}
