package io.fareway.pricing;

import io.fareway.model.Money;
import io.fareway.model.TokenClass;
import io.fareway.pricing.PriceChange.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which differences between a feed and the prices in force are taken. A changed figure is quarantined when
 *
 * <ol>
 *   <li>it is zero, cannot be read, or has vanished from the feed;
 *   <li>it lies outside 0.0001 to 2,000 USD per million tokens;
 *   <li>it changes by more than the set factor (default 3), unless another class of the deployment moves the same way
 *       by a factor of at least 1.5, and both stay within a factor of 9, just below a slipped decimal;
 *   <li>it makes the deployment's prices odd ({@link PriceShape}) where they were not before.
 * </ol>
 *
 * The rules were tuned on 17 months of real edits; docs/prices.md has the figures.
 */
final class PriceGate {

    private static final BigDecimal LEAST = new BigDecimal("0.0001");
    private static final BigDecimal MOST = new BigDecimal("2000");
    private static final BigDecimal BELOW_A_SLIPPED_DECIMAL = new BigDecimal("9");
    private static final BigDecimal NOTABLE = new BigDecimal("1.5");

    private final BigDecimal maxFactor;

    PriceGate(BigDecimal maxFactor) {
        this.maxFactor = maxFactor;
    }

    /**
     * The differences of one deployment, each with its verdict; empty when feed and prices agree.
     *
     * @param before USD per million tokens in force
     */
    List<PriceChange> judge(String deployment, Map<TokenClass, BigDecimal> before, FeedEntry feed) {
        List<PriceChange> differences = differences(deployment, before, feed);
        Map<TokenClass, String> newlyOdd = newlyOdd(before, differences);
        List<PriceChange> judged = differences.stream()
                .map(change -> change.isTaken() ? judge(change, differences, newlyOdd) : change)
                .toList();

        // what is left may be odd beside the figures that stay
        Map<TokenClass, String> stillOdd = newlyOdd(before, judged);
        return judged.stream()
                .map(change -> change.isTaken() && !stillOdd.isEmpty()
                        ? change.quarantined("beside the prices that stay, "
                                + stillOdd.values().iterator().next())
                        : change)
                .toList();
    }

    /** The prices in force after the changes that were taken. */
    static Map<TokenClass, BigDecimal> apply(Map<TokenClass, BigDecimal> before, List<PriceChange> changes) {
        EnumMap<TokenClass, BigDecimal> after = new EnumMap<>(TokenClass.class);
        after.putAll(before);
        changes.stream().filter(PriceChange::isTaken).forEach(change -> change.newUsd()
                .ifPresent(usd -> after.put(change.tokenClass(), usd)));
        return after;
    }

    private static List<PriceChange> differences(
            String deployment, Map<TokenClass, BigDecimal> before, FeedEntry feed) {
        List<PriceChange> found = new ArrayList<>();
        for (TokenClass tokenClass : TokenClass.values()) {
            Optional<BigDecimal> old = Optional.ofNullable(before.get(tokenClass));
            Optional<BigDecimal> now = Optional.ofNullable(feed.usdPerMillion().get(tokenClass));
            Optional<String> unreadable = Optional.ofNullable(feed.unreadable().get(tokenClass));
            PriceChange change = new PriceChange(
                    deployment, tokenClass, old, now, Verdict.TAKEN, old.isPresent() ? "sane change" : "newly listed");
            if (unreadable.isPresent()) {
                found.add(change.quarantined(unreadable.get()));
            } else if (now.isEmpty() && old.isPresent()) {
                found.add(change.quarantined("the feed has no price for it"));
            } else if (now.isPresent() && (old.isEmpty() || now.get().compareTo(old.get()) != 0)) {
                found.add(change);
            }
        }
        return found;
    }

    private PriceChange judge(PriceChange change, List<PriceChange> all, Map<TokenClass, String> newlyOdd) {
        return outOfRange(change)
                .or(() -> jump(change, all))
                .or(() -> odd(change.tokenClass(), newlyOdd))
                .map(change::quarantined)
                .orElse(change);
    }

    private static Optional<String> outOfRange(PriceChange change) {
        BigDecimal usd = change.newUsd().orElseThrow();
        if (usd.signum() == 0) {
            return Optional.of("the feed says zero, which often stands for unknown");
        }
        return usd.compareTo(LEAST) < 0 || usd.compareTo(MOST) > 0
                ? Optional.of("outside " + LEAST + " to " + MOST + " USD per million tokens")
                : Optional.empty();
    }

    private Optional<String> jump(PriceChange change, List<PriceChange> all) {
        BigDecimal factor = factor(change);
        if (factor.compareTo(maxFactor) <= 0) {
            return Optional.empty();
        }
        boolean corroborated = factor.compareTo(BELOW_A_SLIPPED_DECIMAL) <= 0
                && all.stream()
                        .anyMatch(other -> other.tokenClass() != change.tokenClass() && corroborates(other, change));
        return corroborated
                ? Optional.empty()
                : Optional.of("changes by the factor " + Money.format(factor.round(new MathContext(3))));
    }

    private static boolean corroborates(PriceChange other, PriceChange change) {
        BigDecimal factor = factor(other);
        return rises(other) == rises(change)
                && factor.compareTo(NOTABLE) >= 0
                && factor.compareTo(BELOW_A_SLIPPED_DECIMAL) <= 0;
    }

    /** How many times the dearer price is the cheaper one; 1 when there is nothing to compare. */
    private static BigDecimal factor(PriceChange change) {
        BigDecimal old = change.oldUsd().orElse(BigDecimal.ZERO);
        BigDecimal now = change.newUsd().orElse(BigDecimal.ZERO);
        if (old.signum() == 0 || now.signum() == 0) {
            return BigDecimal.ONE;
        }
        return old.max(now).divide(old.min(now), MathContext.DECIMAL64);
    }

    private static boolean rises(PriceChange change) {
        return change.newUsd()
                .flatMap(now -> change.oldUsd().map(old -> now.compareTo(old) > 0))
                .orElse(false);
    }

    private static Map<TokenClass, String> newlyOdd(Map<TokenClass, BigDecimal> before, List<PriceChange> changes) {
        Map<TokenClass, String> odd = PriceShape.oddities(apply(before, changes));
        PriceShape.oddities(before).forEach(odd::remove);
        return odd;
    }

    private static Optional<String> odd(TokenClass changed, Map<TokenClass, String> newlyOdd) {
        return newlyOdd.entrySet().stream()
                .filter(entry -> entry.getKey() == changed
                        || PriceShape.baseOf(entry.getKey()).equals(Optional.of(changed)))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
