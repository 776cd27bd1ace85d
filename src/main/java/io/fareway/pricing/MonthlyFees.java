package io.fareway.pricing;

import io.fareway.model.Money;
import io.fareway.model.Price;
import io.fareway.model.Settings;
import io.fareway.model.price.MonthlyFee;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Books the flat fees of active deployments, each once a calendar month (UTC), in the table {@code fixed_charge}. */
@Component
public class MonthlyFees {

    private static final Logger LOG = LoggerFactory.getLogger(MonthlyFees.class);

    private final Supplier<Settings> settings;
    private final PriceBook book;
    private final JdbcClient database;
    private final Clock clock;

    MonthlyFees(Supplier<Settings> settings, PriceBook book, JdbcClient database, Clock clock) {
        this.settings = settings;
        this.book = book;
        this.database = database;
        this.clock = clock;
    }

    /** Books what is due this month and not yet booked; may be repeated. */
    public void book() {
        Instant now = clock.instant();
        settings.get().deployments().keySet().forEach(deployment -> book.at(deployment, now)
                .ifPresent(price -> book(price, now)));
    }

    private void book(Price price, Instant now) {
        Optional<MonthlyFee> fee =
                price.terms().monthlyFee().filter(due -> due.usd().signum() > 0);
        if (fee.isEmpty()) {
            return;
        }
        String month = YearMonth.from(now.atZone(ZoneOffset.UTC)).toString();
        int booked = database.sql(
                        """
                        insert into fixed_charge (deployment, month, price_id, pico_usd, booked_at)
                        values (:deployment, :month, :price, :pico, :now) on conflict do nothing""")
                .param("deployment", price.deployment())
                .param("month", month)
                .param("price", price.id())
                .param("pico", Money.toPico(fee.get().usd()))
                .param("now", now.toEpochMilli())
                .update();
        if (booked > 0) {
            LOG.info(
                    "Booked the fee of {} for {}: {} USD",
                    price.deployment(),
                    month,
                    Money.format(fee.get().usd()));
        }
    }
}
