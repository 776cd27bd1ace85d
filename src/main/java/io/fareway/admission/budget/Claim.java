package io.fareway.admission.budget;

import io.fareway.model.Budget;

/**
 * What a request may cost at worst in one window.
 *
 * @param limitPico most that may be spent in the window
 * @param pico the worst case, in pico-dollars
 */
record Claim(Window window, long limitPico, long pico) {

    /** Whether the request can do without: only one provider of its plan could then not be called. */
    boolean optional() {
        return window.scope() == Budget.Scope.PROVIDER;
    }
}
