package io.fareway.pricing;

import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * One difference between a feed and the price in force.
 *
 * @param deployment the deployment's name
 * @param oldUsd USD per million tokens in force; empty when there is none
 * @param newUsd USD per million tokens in the feed; empty when it has none or none that can be read
 * @param reason why it was taken or not, for people
 */
public record PriceChange(
        String deployment,
        TokenClass tokenClass,
        Optional<BigDecimal> oldUsd,
        Optional<BigDecimal> newUsd,
        Verdict verdict,
        String reason) {

    /** What became of the difference. */
    public enum Verdict {
        /** The feed's figure is in force. */
        TAKEN,
        /** The last good figure stays until a person decides. */
        QUARANTINED;

        /** The verdict as the database and reports write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isTaken() {
        return verdict == Verdict.TAKEN;
    }

    PriceChange quarantined(String because) {
        return new PriceChange(deployment, tokenClass, oldUsd, newUsd, Verdict.QUARANTINED, because);
    }
}
