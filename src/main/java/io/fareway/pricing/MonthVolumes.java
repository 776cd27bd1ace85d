package io.fareway.pricing;

import io.fareway.model.Attempt;
import io.fareway.model.Outcome;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.price.MonthVolume;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What deployments were used for in the current calendar month (UTC), for prices that depend on it. Read from the ledger
 * at most once a minute and counted on in between, so that several gateways on one database see each other's calls a
 * minute late. Deployments whose price does not depend on it cost nothing here.
 */
@Component
public class MonthVolumes {

    private static final Duration RELOAD = Duration.ofMinutes(1);

    private static final String USED =
            """
            select coalesce(sum(tokens), 0) as tokens, coalesce(sum(answered), 0) as answered from (
                select %1$s as tokens, case when outcome = 'answered' then attempts else 0 end as answered
                  from attempt_hour
                 where hour >= :month and hour < :added and deployment = :deployment
                union all
                select %1$s, case when outcome = 'answered' then 1 else 0 end
                  from attempt
                 where opened_at >= :added and opened_at < :next and deployment = :deployment) used
            """
                    .formatted(Stream.of(TokenClass.values())
                            .map(tokenClass -> "coalesce(" + tokenClass.label() + "_tokens, 0)")
                            .collect(Collectors.joining(" + ")));

    private final JdbcClient database;
    private final Clock clock;
    private final Map<Key, Counted> months = new ConcurrentHashMap<>();

    MonthVolumes(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What was used before a call that was opened at a moment; nothing when the price does not depend on it. */
    public MonthVolume before(Price price, Instant opened) {
        return price.terms().dependsOnVolume()
                ? current(Key.of(price.deployment(), opened)).volume()
                : MonthVolume.NONE;
    }

    /** Counts an attempt that has ended, where somebody has asked for its deployment. */
    public void add(Attempt attempt) {
        long answered = attempt.outcome().equals(Optional.of(Outcome.ANSWERED)) ? 1 : 0;
        months.computeIfPresent(
                Key.of(attempt.deployment().name(), attempt.openedAt()),
                (key, counted) -> counted.plus(attempt.usage().total(), answered));
    }

    private Counted current(Key key) {
        Instant now = clock.instant();
        return months.compute(
                key,
                (any, counted) ->
                        counted == null || counted.readAt().plus(RELOAD).isBefore(now)
                                ? new Counted(read(key), now)
                                : counted);
    }

    private MonthVolume read(Key key) {
        long month = start(key.month());
        long next = start(key.month().plusMonths(1));
        long addedUpTo = database.sql("select added_up_to from ledger_upkeep where id = 1")
                .query(Long.class)
                .optional()
                .orElse(month);
        return database.sql(USED)
                .param("month", month)
                .param("added", Math.clamp(addedUpTo, month, next))
                .param("next", next)
                .param("deployment", key.deployment())
                .query((row, number) -> new MonthVolume(row.getLong("tokens"), row.getLong("answered")))
                .single();
    }

    private static long start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private record Key(String deployment, YearMonth month) {
        static Key of(String deployment, Instant moment) {
            return new Key(deployment, YearMonth.from(moment.atZone(ZoneOffset.UTC)));
        }
    }

    /** A volume, and when it was read from the ledger. */
    private record Counted(MonthVolume volume, Instant readAt) {
        Counted plus(long tokens, long requests) {
            return new Counted(new MonthVolume(volume.tokens() + tokens, volume.requests() + requests), readAt);
        }
    }
}
