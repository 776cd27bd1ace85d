package io.fareway.pricing;

import java.util.Locale;

/** Who put a price row in use. */
enum PriceOrigin {
    /** A person, in {@code config/prices.yaml}: in use for as long as it stands there. */
    CONFIGURED,
    /** A refresh: in use for good, because it stands nowhere but in the database. */
    REFRESHED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
