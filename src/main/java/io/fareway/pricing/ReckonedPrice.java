package io.fareway.pricing;

import io.fareway.model.Price;
import java.util.Optional;

/**
 * The price that a request reckons with before it is made.
 *
 * @param row the figures; empty when there are none
 * @param state how far the deployment's own price can be trusted
 * @param ceiling whether the figures are a set ceiling in place of an unknown price
 */
public record ReckonedPrice(Optional<Price> row, PriceState state, boolean ceiling) {

    /** Nothing is known. */
    public static final ReckonedPrice UNKNOWN = new ReckonedPrice(Optional.empty(), PriceState.UNKNOWN, false);

    /** A price that can be trusted. */
    public static ReckonedPrice known(Price price) {
        return new ReckonedPrice(Optional.of(price), PriceState.KNOWN, false);
    }

    /** What people should know about it; empty for a known price. */
    public String note() {
        return switch (state) {
            case KNOWN -> "";
            case STALE -> "price is stale";
            case UNKNOWN -> ceiling ? "price is unknown, the ceiling is reckoned with" : "price is unknown";
        };
    }
}
