package io.fareway.model.price;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * A flat fee for a calendar month (UTC) and what it includes. Calls within the quota cost nothing more; the call that
 * crosses it is included as a whole.
 *
 * @param usd USD a month
 * @param includedTokens of all classes; empty when tokens are not limited
 * @param includedRequests empty when requests are not limited; without any limit everything is included
 */
public record MonthlyFee(BigDecimal usd, OptionalLong includedTokens, OptionalLong includedRequests) {

    public MonthlyFee {
        usd = Money.plain(usd);
        if (usd.signum() < 0) {
            throw new IllegalArgumentException("a negative monthly fee: " + usd.toPlainString());
        }
    }

    /** Whether a call after so much use in the month is still included. */
    public boolean includes(MonthVolume before) {
        return before.tokens() < includedTokens.orElse(Long.MAX_VALUE)
                && before.requests() < includedRequests.orElse(Long.MAX_VALUE);
    }
}
