package io.fareway.report.anomaly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.TokenClass;
import io.fareway.report.LedgerSnapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reads what hours used from the ledger. Lines of provider batches are left out: they are booked when they end, under the
 * hour of the hand-over, so an hour that has just ended holds none yet.
 */
@Component
class HourReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration HOUR = Duration.ofHours(1);

    private static final String CALLS =
            """
            select tier, deployment, outcome, cost_pico_usd, cost_parts, %s from attempt
             where opened_at >= :from and opened_at < :to and closed_at is not null and cost_pico_usd is not null
               and simulated = 0 and kind <> 'batch'
            """
                    .formatted(Stream.of(TokenClass.values())
                            .map(HourReader::column)
                            .collect(Collectors.joining(", ")));

    private static final String REQUESTS =
            """
            select count(*) from request r where received_at >= :from and received_at < :to
               and not exists (select 1 from attempt a where a.request_id = r.id
                               and (a.simulated = 1 or a.kind = 'batch'))
            """;

    private final LedgerSnapshot ledger;

    HourReader(LedgerSnapshot ledger) {
        this.ledger = ledger;
    }

    /** What the hour used. Calls to demo providers, lines of batches and calls of unknown cost do not count. */
    HourUse hour(Instant from) {
        return ledger.read(jdbc -> {
            HourUse use = new HourUse();
            long start = from.toEpochMilli();
            long end = from.plus(HOUR).toEpochMilli();
            use.requests(jdbc.sql(REQUESTS)
                    .param("from", start)
                    .param("to", end)
                    .query(Long.class)
                    .single());
            jdbc.sql(CALLS).param("from", start).param("to", end).query(row -> {
                add(use, row);
            });
            return use;
        });
    }

    /** When the ledger's first request came; empty for an empty ledger. */
    Optional<Instant> beginning() {
        return ledger.read(jdbc -> jdbc.sql("select received_at from request order by received_at limit 1")
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli));
    }

    private static void add(HourUse use, ResultSet row) throws SQLException {
        long pico = row.getLong("cost_pico_usd");
        if (!row.getString("outcome").equals("answered")) {
            use.retry(pico);
            return;
        }
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        for (TokenClass tokenClass : TokenClass.values()) {
            tokens.put(tokenClass, row.getLong(column(tokenClass)));
        }
        use.answer(
                new HourUse.Slice(row.getString("tier"), row.getString("deployment")),
                tokens,
                parts(row.getString("cost_parts")),
                pico);
    }

    private static Map<TokenClass, Long> parts(String text) throws SQLException {
        Map<TokenClass, Long> parts = new EnumMap<>(TokenClass.class);
        try {
            JSON.readTree(text.isEmpty() ? "{}" : text).properties().forEach(part -> Stream.of(TokenClass.values())
                    .filter(tokenClass -> tokenClass.label().equals(part.getKey()))
                    .forEach(tokenClass -> parts.put(tokenClass, part.getValue().asLong())));
        } catch (JsonProcessingException unreadable) {
            throw new SQLException("an attempt's parts are no JSON object: " + text, unreadable);
        }
        return parts;
    }

    private static String column(TokenClass tokenClass) {
        return tokenClass.label() + "_tokens";
    }
}
