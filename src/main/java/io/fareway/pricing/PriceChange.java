package io.fareway.pricing;

import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.math.MathContext;
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

    /** How many times the dearer price is the cheaper one; 1 when there is nothing to compare. */
    BigDecimal factor() {
        BigDecimal old = oldUsd.orElse(BigDecimal.ZERO);
        BigDecimal now = newUsd.orElse(BigDecimal.ZERO);
        return old.signum() == 0 || now.signum() == 0
                ? BigDecimal.ONE
                : old.max(now).divide(old.min(now), MathContext.DECIMAL64);
    }

    /** Whether both figures are known and the new one is dearer. */
    boolean rises() {
        return newUsd.flatMap(now -> oldUsd.map(old -> now.compareTo(old) > 0)).orElse(false);
    }

    PriceChange quarantined(String because) {
        return new PriceChange(deployment, tokenClass, oldUsd, newUsd, Verdict.QUARANTINED, because);
    }
}
