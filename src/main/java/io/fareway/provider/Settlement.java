package io.fareway.provider;

import io.fareway.ledger.Ledger;
import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.pricing.SavingSplit;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Books the end of a request, before its caller is told. */
@Component
public class Settlement {

    /** What a caller that has left would have been told, by nginx's convention. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final Ledger ledger;
    private final SavingSplit savings;

    Settlement(Ledger ledger, SavingSplit savings) {
        this.ledger = ledger;
        this.savings = savings;
    }

    /** Books a request that was answered, refused by a provider as the caller's fault, or left by its caller. */
    public void settle(@ExchangeProperty(Journey.PROPERTY) Journey journey) {
        Outcome outcome = journey.decisiveAttempt().flatMap(Attempt::outcome).orElse(Outcome.FAILED);
        int status = journey.answer().map(answer -> answer.status()).orElse(CLIENT_CLOSED_REQUEST);
        ledger.settle(journey, outcome, status, savings.of(journey));
    }

    /**
     * Books a request that nobody could answer.
     *
     * @param status HTTP status that the caller is told
     */
    public void settleFailed(Journey journey, int status) {
        ledger.settle(journey, Outcome.FAILED, status);
    }
}
