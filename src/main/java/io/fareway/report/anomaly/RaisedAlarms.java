package io.fareway.report.anomaly;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The hours whose alarm was raised: the table {@code cost_alarm}, which all gateways on one database share. */
@Component
class RaisedAlarms {

    private final JdbcClient database;

    RaisedAlarms(JdbcClient database) {
        this.database = database;
    }

    /** Claims the alarm of an hour for the caller; false when this or another gateway has raised it. */
    boolean claim(Instant hour) {
        return database.sql("insert into cost_alarm (hour) values (?) on conflict do nothing")
                        .param(hour.toEpochMilli())
                        .update()
                > 0;
    }
}
