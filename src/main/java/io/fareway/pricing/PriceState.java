package io.fareway.pricing;

/** How far a deployment's price can be trusted at a moment. */
public enum PriceState {
    /** There is a price, and its source said so recently. */
    KNOWN,
    /** There is a price, but its source has not confirmed it for longer than the set number of days. */
    STALE,
    /** There is no price for input or output, nor another way of charging: costs cannot be worked out and are never taken for zero. */
    UNKNOWN
}
