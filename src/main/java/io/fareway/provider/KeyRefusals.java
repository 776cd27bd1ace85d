package io.fareway.provider;

import io.fareway.dialect.ProviderError;
import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.Provider;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Judges status 401, 402 and 403: a key that is dead or out of funds is set aside, so that the next one is used. */
@Component
class KeyRefusals {

    private final KeyRing keys;
    private final Refusals refusals;

    KeyRefusals(KeyRing keys, Refusals refusals) {
        this.keys = keys;
        this.refusals = refusals;
    }

    /**
     * Takes in the refusal of the call that this exchange has made.
     *
     * @throws ProviderFault when it is about our key; otherwise the refusal is the caller's answer
     */
    void judge(Exchange exchange, Journey journey, int status, byte[] body) throws ProviderFault {
        Attempt attempt = journey.lastAttempt().orElseThrow();
        ProviderError error = refusals.read(attempt, status, body);
        if (error.kind() == ProviderError.Kind.CONTENT_FILTER) {
            attempt.end(Outcome.REFUSED, "status " + status);
            journey.answer(refusals.told(error, status, body, journey, attempt));
            return;
        }
        Provider provider = journey.settings().providerOf(attempt.deployment());
        if (!exchange.getProperty(ProviderHttpClient.TOKEN_RENEWED, false, Boolean.class)) {
            keys.setAside(provider, attempt.key(), status);
        }
        attempt.markKeyRefused();
        throw ProviderFault.setUp(status);
    }
}
