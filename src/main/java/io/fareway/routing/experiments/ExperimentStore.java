package io.fareway.routing.experiments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code experiment_change}: who stopped and resumed trials. */
@Component
class ExperimentStore {

    private static final String STOP = "stop";
    private static final String RESUME = "resume";

    private final JdbcClient database;

    ExperimentStore(DataSource dataSource) {
        this.database = JdbcClient.create(dataSource);
    }

    void add(ExperimentChange change) {
        database.sql("insert into experiment_change (id, experiment, change, reason, author, at_ms)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        change.id(),
                        change.experiment(),
                        change.stops() ? STOP : RESUME,
                        change.reason(),
                        change.author(),
                        change.at().toEpochMilli())
                .update();
    }

    /** All changes, the latest first. */
    List<ExperimentChange> all() {
        return database.sql("select * from experiment_change order by at_ms desc, id")
                .query(ExperimentStore::read)
                .list();
    }

    private static ExperimentChange read(ResultSet row, int number) throws SQLException {
        return new ExperimentChange(
                row.getString("id"),
                row.getString("experiment"),
                row.getString("change").equals(STOP),
                row.getString("reason"),
                row.getString("author"),
                Instant.ofEpochMilli(row.getLong("at_ms")));
    }
}
