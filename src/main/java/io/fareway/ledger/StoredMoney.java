package io.fareway.ledger;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Amounts on their way into the database. */
final class StoredMoney {

    private static final Logger LOG = LoggerFactory.getLogger(StoredMoney.class);

    private StoredMoney() {}

    /** Pico-dollars; an amount that does not fit is logged and booked as unknown, so that its row is not lost. */
    static OptionalLong pico(String row, Optional<BigDecimal> usd) {
        if (usd.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Money.toPico(usd.get()));
        } catch (ArithmeticException tooFine) {
            LOG.error(
                    "{}: {} USD cannot be stored in pico-dollars and is booked as unknown; give prices at most six"
                            + " decimals per million tokens",
                    row,
                    usd.get(),
                    tooFine);
            return OptionalLong.empty();
        }
    }
}
