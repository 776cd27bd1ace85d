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
 *   <li>it changes by more than the set factor (default 3) and nothing else bears it out ({@link Corroboration});
 *   <li>it makes the deployment's prices odd ({@link PriceShape}) where they were not before.
 * </ol>
 *
 * The rules were tuned on 17 months of real edits; docs/prices.md has the figures.
 */
final class PriceGate {

    private static final BigDecimal LEAST = new BigDecimal("0.0001");
    private static final BigDecimal MOST = new BigDecimal("2000");

    private final BigDecimal maxFactor;

    PriceGate(BigDecimal maxFactor) {
        this.maxFactor = maxFactor;
    }

    /**
     * The differences of one deployment, each with its verdict; empty when feed and prices agree.
     *
     * @param before USD per million tokens in force
     * @param second what a second source says
     */
    List<PriceChange> judge(
            String deployment, Map<TokenClass, BigDecimal> before, FeedEntry feed, FeedAgreement second) {
        List<PriceChange> differences = differences(deployment, before, feed);
        Corroboration corroboration = new Corroboration(differences, before, apply(before, differences), second);
        Map<TokenClass, String> newlyOdd = newlyOdd(before, differences);
        List<PriceChange> judged = differences.stream()
                .map(change -> change.isTaken() ? judge(change, corroboration, newlyOdd) : change)
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

    private PriceChange judge(PriceChange change, Corroboration corroboration, Map<TokenClass, String> newlyOdd) {
        return outOfRange(change)
                .or(() -> jump(change, corroboration))
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

    private Optional<String> jump(PriceChange change, Corroboration corroboration) {
        BigDecimal factor = change.factor();
        return factor.compareTo(maxFactor) <= 0 || corroboration.bearsOut(change)
                ? Optional.empty()
                : Optional.of("changes by the factor " + Money.format(factor.round(new MathContext(3))));
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
