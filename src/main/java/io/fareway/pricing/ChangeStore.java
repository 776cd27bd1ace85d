package io.fareway.pricing;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code price_change}: every difference that refreshes have found, once. */
final class ChangeStore {

    private final JdbcClient jdbc;

    ChangeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records a difference unless the same one was recorded before.
     *
     * @param against id of the price row in force; empty for none
     * @return whether it is new
     */
    boolean record(PriceChange change, String against, String source, Instant seen) {
        return jdbc.sql(
                                """
                        insert into price_change (id, seen_at, deployment, token_class, old_usd, new_usd, verdict,
                            reason, source)
                        values (:id, :seen, :deployment, :class, :old, :new, :verdict, :reason, :source)
                        on conflict do nothing""")
                        .param("id", id(change, against))
                        .param("seen", seen.toEpochMilli())
                        .param("deployment", change.deployment())
                        .param("class", change.tokenClass().label())
                        .param("old", figure(change.oldUsd()))
                        .param("new", figure(change.newUsd()))
                        .param("verdict", change.verdict().label())
                        .param("reason", change.reason())
                        .param("source", source)
                        .update()
                > 0;
    }

    private static String id(PriceChange change, String against) {
        return String.join(
                " ",
                change.deployment(),
                against.isEmpty() ? "unpriced" : against,
                change.tokenClass().label(),
                figure(change.newUsd()),
                change.verdict().label());
    }

    private static String figure(Optional<BigDecimal> usd) {
        return usd.map(Money::format).orElse("");
    }
}
