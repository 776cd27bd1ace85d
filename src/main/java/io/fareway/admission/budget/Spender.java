package io.fareway.admission.budget;

import io.fareway.model.Journey;

/**
 * Who spends.
 *
 * @param caller name of the caller; empty for one without a name
 * @param team the caller's team; empty for none
 */
record Spender(String caller, String team) {

    static Spender of(Journey journey) {
        return new Spender(journey.caller().name(), journey.caller().team());
    }
}
