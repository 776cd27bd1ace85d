package io.fareway.ledger;

import io.fareway.model.TokenClass;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The live calls that were closed lately, for whoever starts without a memory of them; of judges and batches none. */
@Component
public class RecentCalls {

    private static final String QUERY = "select deployment, closed_at, streamed, outcome, first_byte_ms, duration_ms, "
            + "cache_read_tokens as cached, " + sum(true) + " as prompt, " + sum(false) + " as answer from attempt "
            + "where opened_at >= :since and closed_at is not null and duration_ms is not null "
            + "and kind in ('call', 'shadow') "
            + "order by opened_at desc limit :most";

    private final JdbcClient database;

    RecentCalls(DataSource dataSource) {
        this.database = JdbcClient.create(dataSource);
    }

    /**
     * Calls opened since a moment, oldest first.
     *
     * @param most how many at most; of more, the latest
     */
    public List<RecentCall> since(Instant moment, int most) {
        return database.sql(QUERY)
                .param("since", moment.toEpochMilli())
                .param("most", most)
                .query((columns, number) -> call(new LedgerRow(columns)))
                .list()
                .reversed();
    }

    private static RecentCall call(LedgerRow row) throws SQLException {
        return new RecentCall(
                row.text("deployment"),
                row.instant("closed_at"),
                row.flag("streamed"),
                row.outcome("outcome"),
                row.optionalNumber("prompt").orElse(0),
                row.optionalNumber("cached").orElse(0),
                row.optionalNumber("answer").orElse(0),
                row.optionalNumber("first_byte_ms"),
                row.number("duration_ms"));
    }

    private static String sum(boolean ofPrompt) {
        return Arrays.stream(TokenClass.values())
                .filter(tokenClass -> tokenClass.ofPrompt() == ofPrompt)
                .map(tokenClass -> "coalesce(" + tokenClass.label() + "_tokens, 0)")
                .collect(Collectors.joining(" + "));
    }
}
