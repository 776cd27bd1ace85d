package io.fareway.pricing;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a second source says of changes that the gate has taken: where it lists a figure, it must be the same, otherwise a
 * person decides.
 *
 * @param name of the second source, for people
 * @param entry what it lists of the deployment; empty when it does not list it
 */
record FeedAgreement(String name, Optional<FeedEntry> entry) {

    /** Without a second source. */
    static final FeedAgreement NONE = new FeedAgreement("", Optional.empty());

    /** Whether it lists the very figure to which a price changes. */
    boolean confirms(PriceChange change) {
        return said(change).isPresent() && contradiction(change).isEmpty();
    }

    /** The changes, those that the second source contradicts quarantined. */
    List<PriceChange> check(List<PriceChange> judged) {
        return judged.stream()
                .map(change -> change.isTaken()
                        ? contradiction(change).map(change::quarantined).orElse(change)
                        : change)
                .toList();
    }

    private Optional<String> contradiction(PriceChange change) {
        return said(change)
                .filter(said ->
                        change.newUsd().map(usd -> usd.compareTo(said) != 0).orElse(true))
                .map(this::words);
    }

    private Optional<BigDecimal> said(PriceChange change) {
        return entry.map(listed -> listed.usdPerMillion().get(change.tokenClass()));
    }

    private String words(BigDecimal said) {
        return "the second source, " + name + ", says " + Money.format(said);
    }
}
