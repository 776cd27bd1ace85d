package io.fareway.pricing;

import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What speaks for a price that changes by more than usual. A change within a factor of 9, just below a slipped decimal,
 * is borne out when
 *
 * <ol>
 *   <li>another class of the deployment moves the same way, by a factor of 1.5 to 9; or
 *   <li>it brings a class that stood in no usual relation to its base into one ({@link PriceShape#isUsual}), whether the
 *       change is of the class, or of the base and the same edit prices the class; or
 *   <li>a second source lists the same figure.
 * </ol>
 */
final class Corroboration {

    private static final BigDecimal BELOW_A_SLIPPED_DECIMAL = new BigDecimal("9");
    private static final BigDecimal NOTABLE = new BigDecimal("1.5");

    private final List<PriceChange> all;
    private final Map<TokenClass, BigDecimal> before;
    private final Map<TokenClass, BigDecimal> after;
    private final FeedAgreement second;

    /**
     * What is there to speak for one of these changes.
     *
     * @param all the changes of one deployment that were found together
     * @param before USD per million tokens in force
     * @param after the same, once all were taken
     * @param second what a second source says
     */
    Corroboration(
            List<PriceChange> all,
            Map<TokenClass, BigDecimal> before,
            Map<TokenClass, BigDecimal> after,
            FeedAgreement second) {
        this.all = all;
        this.before = Map.copyOf(before);
        this.after = Map.copyOf(after);
        this.second = second;
    }

    /** Whether something else than the figure itself says that it is meant. */
    boolean bearsOut(PriceChange change) {
        return isBelowASlip(change) && (movesWithAnother(change) || becomesUsual(change) || second.confirms(change));
    }

    private boolean movesWithAnother(PriceChange change) {
        return all.stream()
                .anyMatch(other -> other.tokenClass() != change.tokenClass()
                        && other.rises() == change.rises()
                        && other.factor().compareTo(NOTABLE) >= 0
                        && isBelowASlip(other));
    }

    private boolean becomesUsual(PriceChange change) {
        boolean besideItsBase = becomesUsual(change.tokenClass())
                && PriceShape.baseOf(change.tokenClass())
                        .map(this::isBelowASlip)
                        .orElse(false);
        return besideItsBase
                || all.stream()
                        .filter(other -> PriceShape.baseOf(other.tokenClass()).equals(Optional.of(change.tokenClass())))
                        .anyMatch(other -> isBelowASlip(other) && becomesUsual(other.tokenClass()));
    }

    private boolean becomesUsual(TokenClass tokenClass) {
        return PriceShape.isUsual(tokenClass, after) && !PriceShape.isUsual(tokenClass, before);
    }

    private boolean isBelowASlip(TokenClass tokenClass) {
        return all.stream().filter(change -> change.tokenClass() == tokenClass).allMatch(Corroboration::isBelowASlip);
    }

    private static boolean isBelowASlip(PriceChange change) {
        return change.factor().compareTo(BELOW_A_SLIPPED_DECIMAL) <= 0;
    }
}
