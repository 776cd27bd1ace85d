package io.fareway.model.choice;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The highest list price that a caller accepts, in USD per million tokens.
 *
 * @param prompt for prompt tokens; empty = any
 * @param completion for answer tokens; empty = any
 */
public record MaxPrice(Optional<BigDecimal> prompt, Optional<BigDecimal> completion) {

    /** Any price. */
    public static final MaxPrice ANY = new MaxPrice(Optional.empty(), Optional.empty());

    /** The lower of each. */
    public MaxPrice and(MaxPrice other) {
        return new MaxPrice(Limits.lower(prompt, other.prompt), Limits.lower(completion, other.completion));
    }
}
