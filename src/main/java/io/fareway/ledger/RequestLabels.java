package io.fareway.ledger;

import io.fareway.model.Journey;

/**
 * For whom a request was made, so that cost can be told apart by it.
 *
 * @param caller name of the caller whose key it came with; empty for none
 * @param team of that caller; empty for none
 * @param user the caller's own label for a person; empty for none
 * @param session the caller's own label for a conversation; empty for none
 */
public record RequestLabels(String caller, String team, String user, String session) {

    static RequestLabels of(Journey journey) {
        return new RequestLabels(
                journey.caller().name(),
                journey.caller().team(),
                journey.origin().user(),
                journey.origin().session());
    }
}
