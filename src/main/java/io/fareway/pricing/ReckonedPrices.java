package io.fareway.pricing;

import io.fareway.model.Price;
import io.fareway.model.choice.UnknownPrice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which price is reckoned with before a call: the deployment's own, or where that is unknown a set ceiling. */
@Component
public class ReckonedPrices {

    private static final String CEILING_SOURCE = "unknown-price of tiers.yaml";

    private final PriceBook prices;

    /** Reckons with the prices of that book. */
    public ReckonedPrices(PriceBook prices) {
        this.prices = prices;
    }

    /** The price of the deployment of that name at a moment. */
    public ReckonedPrice of(String deployment, Instant moment, UnknownPrice ifUnknown) {
        PriceState state = prices.stateOf(deployment, moment);
        boolean ceiling = state == PriceState.UNKNOWN && ifUnknown instanceof UnknownPrice.ReserveCeiling;
        Optional<Price> row = ifUnknown instanceof UnknownPrice.ReserveCeiling set && ceiling
                ? Optional.of(
                        new Price(deployment, Instant.EPOCH, set.usdPerMillion(), CEILING_SOURCE, LocalDate.EPOCH))
                : prices.at(deployment, moment);
        return new ReckonedPrice(row, state, ceiling);
    }
}
