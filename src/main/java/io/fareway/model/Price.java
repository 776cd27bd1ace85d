package io.fareway.model;

import io.fareway.model.price.Circumstances;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.Provenance;
import io.fareway.model.price.RateRule;
import io.fareway.model.price.Rates;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What a deployment charges from a moment on.
 *
 * @param deployment the deployment's name, for example {@code groq/llama-3.3-70b}
 * @param effectiveFrom the first moment at which this price holds
 * @param usdPerMillion USD per million tokens of each class, at most six decimals so that every cost is a whole number
 *     of pico-dollars; zero means free, absent means that the provider has no price of its own for the class
 * @param terms what it says beyond these figures
 * @param source where the figures were read
 * @param sourceDate the day on which the source said so
 */
public record Price(
        String deployment,
        Instant effectiveFrom,
        Map<TokenClass, BigDecimal> usdPerMillion,
        PriceTerms terms,
        String source,
        LocalDate sourceDate) {

    /** Most decimals that a price per million tokens may have. */
    public static final int MAX_DECIMALS = 6;

    public Price {
        usdPerMillion = Map.copyOf(usdPerMillion);
        usdPerMillion.forEach((tokenClass, usd) -> {
            if (usd.signum() < 0) {
                throw new IllegalArgumentException(
                        deployment + ": price of " + tokenClass.label() + " is negative: " + usd);
            }
            if (usd.stripTrailingZeros().scale() > MAX_DECIMALS) {
                throw new IllegalArgumentException(deployment + ": price of " + tokenClass.label() + " has more than "
                        + MAX_DECIMALS + " decimals per million tokens: " + usd.toPlainString());
            }
        });
    }

    /** A price of standard figures per token and nothing else. */
    public Price(
            String deployment,
            Instant effectiveFrom,
            Map<TokenClass, BigDecimal> usdPerMillion,
            String source,
            LocalDate sourceDate) {
        this(deployment, effectiveFrom, usdPerMillion, PriceTerms.NONE, source, sourceDate);
    }

    /** Names this price row in the ledger: deployment and first moment. */
    public String id() {
        return deployment + "@" + effectiveFrom;
    }

    /** Whether it holds at a moment, as long as no later price does. */
    public boolean holdsAt(Instant moment) {
        return !moment.isBefore(effectiveFrom)
                && terms.effectiveTo().map(moment::isBefore).orElse(true);
    }

    /** The figures that hold for a call: the standard ones, changed by every rule whose conditions hold. */
    public Rates ratesFor(Circumstances call) {
        Rates rates = standardRates();
        for (RateRule rule : terms.rules()) {
            rates = rule.holds(call) ? rule.then().applyTo(rates) : rates;
        }
        return rates;
    }

    /**
     * USD per million tokens of a class at standard rates; where it has no price of its own, that of the class it is
     * charged as.
     *
     * @return empty when there is neither: the cost is then unknown, not zero
     */
    public Optional<BigDecimal> perMillion(TokenClass tokenClass) {
        return standardRates().perMillion(tokenClass);
    }

    /** Who said what tokens of a class cost, and when. */
    public Provenance provenanceOf(TokenClass tokenClass) {
        return terms.provenance().getOrDefault(tokenClass, new Provenance(source, sourceDate));
    }

    private Rates standardRates() {
        return new Rates(usdPerMillion, terms.usdPerUnit());
    }
}
