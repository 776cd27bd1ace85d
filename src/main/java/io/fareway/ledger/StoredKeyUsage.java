package io.fareway.ledger;

import io.fareway.model.TokenClass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds up the attempts of the database. Batches that providers work off have limits of their own and do not count. */
@Component
class StoredKeyUsage implements KeyUsage {

    private static final String TOKENS = Arrays.stream(TokenClass.values())
            .map(tokenClass -> "coalesce(" + AttemptColumns.tokens(tokenClass) + ", 0)")
            .collect(Collectors.joining(" + "));

    private static final String QUERY =
            "select provider, provider_key, opened_at / 86400000 as day, count(*) as requests, "
                    + "sum(" + TOKENS + ") as tokens from attempt "
                    + "where opened_at >= :since and kind <> 'batch' "
                    + "and not (instance = :instance and opened_at >= :started) "
                    + "group by provider, provider_key, opened_at / 86400000";

    private final JdbcClient database;
    private final GatewayInstance instance;

    StoredKeyUsage(DataSource dataSource, GatewayInstance instance) {
        this.database = JdbcClient.create(dataSource);
        this.instance = instance;
    }

    @Override
    public List<Day> since(Instant moment, Instant started) {
        return database.sql(QUERY)
                .param("since", moment.toEpochMilli())
                .param("instance", instance.id())
                .param("started", started.toEpochMilli())
                .query((columns, number) -> new Day(
                        columns.getString("provider"),
                        columns.getString("provider_key"),
                        LocalDate.ofEpochDay(columns.getLong("day")),
                        columns.getLong("requests"),
                        columns.getLong("tokens")))
                .list();
    }
}
