package io.fareway.routing.overrides;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code routing_override}: every override there ever was, and who ended it. */
@Component
class OverrideStore {

    private static final String COLUMNS =
            "id, kind, subject, tier, share_percent, tier_order, reason, author, from_ms, until_ms";

    private final JdbcClient database;

    OverrideStore(DataSource dataSource) {
        this.database = JdbcClient.create(dataSource);
    }

    void add(RoutingOverride added) {
        database.sql("insert into routing_override (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        added.id(),
                        added.kind().label(),
                        added.subject(),
                        added.tier(),
                        added.sharePercent(),
                        String.join(" ", added.order()),
                        added.reason(),
                        added.author(),
                        added.from().toEpochMilli(),
                        added.until().toEpochMilli())
                .update();
    }

    /** Ends one; false when it is not active. */
    boolean end(String id, String by, Instant now) {
        return database.sql("update routing_override set ended_ms = :now, ended_by = :by"
                                + " where id = :id and ended_ms is null and until_ms > :now")
                        .param("now", now.toEpochMilli())
                        .param("by", by)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Those that hold now, oldest first. */
    List<RoutingOverride> active(Instant now) {
        return database.sql("select " + COLUMNS + " from routing_override where ended_ms is null and until_ms > :now"
                        + " order by from_ms, id")
                .param("now", now.toEpochMilli())
                .query(OverrideStore::read)
                .list();
    }

    Optional<RoutingOverride> find(String id) {
        return database.sql("select " + COLUMNS + " from routing_override where id = ?")
                .param(id)
                .query(OverrideStore::read)
                .optional();
    }

    private static RoutingOverride read(ResultSet row, int number) throws SQLException {
        String order = row.getString("tier_order");
        return new RoutingOverride(
                row.getString("id"),
                OverrideKind.of(row.getString("kind")).orElseThrow(),
                row.getString("subject"),
                row.getString("tier"),
                row.getInt("share_percent"),
                order.isEmpty() ? List.of() : List.of(order.split(" ")),
                row.getString("reason"),
                row.getString("author"),
                Instant.ofEpochMilli(row.getLong("from_ms")),
                Instant.ofEpochMilli(row.getLong("until_ms")));
    }
}
