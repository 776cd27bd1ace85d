package io.fareway.model.price;

import io.fareway.model.Money;
import java.math.BigDecimal;

/**
 * How figures in another currency became USD.
 *
 * @param currency ISO 4217 code of the figures as the provider writes them
 * @param usd USD for one unit of it
 * @param provenance of the rate
 */
public record Conversion(String currency, BigDecimal usd, Provenance provenance) {

    public Conversion {
        usd = Money.plain(usd);
        if (usd.signum() <= 0) {
            throw new IllegalArgumentException("no exchange rate: " + usd.toPlainString());
        }
    }
}
