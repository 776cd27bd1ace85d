package io.fareway.model;

import java.util.Locale;

/** Whether a provider charges for an attempt, as far as we can know. */
public enum Billing {
    /** The call never reached the provider: nothing can be charged. */
    NOT_SENT,
    /** The call was sent and its end is not known for sure: the provider may charge for it. */
    UNCERTAIN,
    /** The provider answered: it charges for what was used. */
    BILLED,
    /** The provider refused the call, or nothing had to be sent: it charges nothing. */
    FREE;

    /** The state as the ledger writes it, for example {@code not_sent}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
