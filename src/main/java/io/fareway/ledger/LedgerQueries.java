package io.fareway.ledger;

import io.fareway.model.AttemptKind;
import io.fareway.model.Billing;
import io.fareway.model.Metering;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks things up in the ledger. */
@Component
public class LedgerQueries {

    private static final String SETTLED = "select * from request where id = ?";
    private static final String ATTEMPTS = "select * from attempt where request_id = ? order by number";
    private static final String UNDER_WAY =
            "select attempt.*, opened_at as received_at from attempt where request_id = ? order by number limit 1";

    private final JdbcClient database;

    LedgerQueries(DataSource dataSource) {
        this.database = JdbcClient.create(dataSource);
    }

    /**
     * A request with all its attempts.
     *
     * @param id as in the header {@code x-fareway-request-id}
     * @return empty when no attempt and no end of such a request is booked
     */
    public Optional<RequestRecord> request(String id) {
        List<AttemptRecord> attempts = database.sql(ATTEMPTS)
                .param(id)
                .query((columns, number) -> attempt(new LedgerRow(columns)))
                .list();
        Optional<RequestRecord> settled = database.sql(SETTLED)
                .param(id)
                .query((columns, number) -> {
                    LedgerRow row = new LedgerRow(columns);
                    return request(row, id, Optional.of(requestEnding(row)), attempts);
                })
                .optional();
        return settled.or(() -> underWay(id, attempts));
    }

    private Optional<RequestRecord> underWay(String id, List<AttemptRecord> attempts) {
        return database.sql(UNDER_WAY)
                .param(id)
                .query((columns, number) -> request(new LedgerRow(columns), id, Optional.empty(), attempts))
                .optional();
    }

    private static RequestRecord request(
            LedgerRow row, String id, Optional<RequestRecord.Ending> ending, List<AttemptRecord> attempts)
            throws SQLException {
        return new RequestRecord(
                id,
                row.instant("received_at"),
                row.text("endpoint"),
                row.text("asked_model"),
                row.text("task"),
                row.text("tier"),
                row.text("tier_reason"),
                row.flag("streamed"),
                row.text("job"),
                labels(row, ending.isPresent()),
                ending.isPresent() ? row.text("notes").lines().toList() : List.of(),
                ending,
                attempts,
                ending.isEmpty() ? Optional.empty() : StoredSelection.read(row.text("selection")));
    }

    private static RequestLabels labels(LedgerRow row, boolean ended) throws SQLException {
        return new RequestLabels(
                row.text("caller"),
                row.text("team"),
                ended ? row.text("end_user") : "",
                ended ? row.text("session") : "");
    }

    private static RequestRecord.Ending requestEnding(LedgerRow row) throws SQLException {
        return new RequestRecord.Ending(
                row.outcome("outcome"),
                row.integer("status"),
                row.integer("attempts"),
                row.text("deployment"),
                row.usd("cost_pico_usd"),
                row.usd("baseline_pico_usd"),
                row.text("baseline"),
                row.optionalNumber("first_byte_ms"),
                row.number("duration_ms"));
    }

    private static AttemptRecord attempt(LedgerRow row) throws SQLException {
        boolean closed = row.optionalNumber("closed_at").isPresent();
        return new AttemptRecord(
                row.text("id"),
                row.integer("number"),
                row.text("deployment"),
                row.text("provider"),
                row.text("model"),
                AttemptKind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.flag("simulated"),
                row.text("instance"),
                row.instant("opened_at"),
                closed ? Optional.of(attemptEnding(row)) : Optional.empty(),
                row.text("answer_check"),
                row.optionalNumber("answer_score"));
    }

    private static AttemptRecord.Ending attemptEnding(LedgerRow row) throws SQLException {
        return new AttemptRecord.Ending(
                row.instant("closed_at"),
                row.outcome("outcome"),
                row.optionalText("billing").map(state -> Billing.valueOf(state.toUpperCase(Locale.ROOT))),
                row.integer("http_status"),
                row.text("error"),
                usage(row),
                row.optionalText("price_id"),
                row.usd("cost_pico_usd"),
                StoredParts.readCost(row.text("cost_parts")),
                row.optionalNumber("first_byte_ms"),
                row.optionalNumber("duration_ms"));
    }

    static Optional<Usage> usage(LedgerRow row) throws SQLException {
        if (row.optionalNumber("usage_estimated").isEmpty()) {
            return Optional.empty();
        }
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        for (TokenClass tokenClass : TokenClass.values()) {
            tokens.put(tokenClass, row.number(AttemptColumns.tokens(tokenClass)));
        }
        Metering metering = new Metering(
                StoredParts.readUnits(row.text("units")),
                ServiceTier.named(row.text("service_tier")),
                row.text("region"));
        return Optional.of(new Usage(tokens, row.flag("usage_estimated"), metering));
    }
}
