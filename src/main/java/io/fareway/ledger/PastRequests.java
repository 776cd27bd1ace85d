package io.fareway.ledger;

import io.fareway.model.Outcome;
import io.fareway.model.Usage;
import io.fareway.report.LedgerSnapshot;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads past requests one after the other, oldest first, without holding more than one of them. */
@Component
public class PastRequests {

    private static final String OF_A_PERIOD =
            """
            select a.*, r.id as r_id, r.received_at as r_received_at, r.tier as r_tier, r.streamed as r_streamed,
                   r.outcome as r_outcome, r.duration_ms as r_duration_ms, r.selection as r_selection
              from request r left join attempt a on a.request_id = r.id and a.closed_at is not null
             where r.received_at >= :from and r.received_at < :to
             order by r.received_at, r.id, a.number
            """;

    private final LedgerSnapshot ledger;

    /** Reads from that ledger. */
    public PastRequests(LedgerSnapshot ledger) {
        this.ledger = ledger;
    }

    /** One state of the ledger, which may be read several times. */
    @FunctionalInterface
    public interface Pass {

        /** Hands over every request that was received from one moment on and before another. */
        void each(Instant from, Instant to, Consumer<PastRequest> reader);
    }

    /** Reads as often as needed while the ledger is written to, and always sees the same. */
    public <T> T read(Function<Pass, T> work) {
        return ledger.read(jdbc -> work.apply((from, to, reader) -> each(jdbc, from, to, reader)));
    }

    private static void each(JdbcClient jdbc, Instant from, Instant to, Consumer<PastRequest> reader) {
        Gathering gathering = new Gathering(reader);
        jdbc.sql(OF_A_PERIOD)
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .query(columns -> {
                    gathering.add(new LedgerRow(columns));
                });
        gathering.end();
    }

    /** Puts the rows of one request together. */
    private static final class Gathering {

        private final Consumer<PastRequest> reader;
        private final List<PastAttempt> attempts = new ArrayList<>();
        private Optional<PastRequest> request = Optional.empty();

        Gathering(Consumer<PastRequest> reader) {
            this.reader = reader;
        }

        void add(LedgerRow row) throws SQLException {
            String id = row.text("r_id");
            if (request.filter(before -> before.id().equals(id)).isEmpty()) {
                end();
                request = Optional.of(new PastRequest(
                        id,
                        row.instant("r_received_at"),
                        row.text("r_tier"),
                        row.flag("r_streamed"),
                        row.outcome("r_outcome"),
                        row.number("r_duration_ms"),
                        StoredSelection.read(row.text("r_selection")),
                        List.of()));
            }
            if (row.optionalText("id").isPresent()) {
                attempts.add(attempt(row));
            }
        }

        void end() {
            request.ifPresent(whole -> reader.accept(new PastRequest(
                    whole.id(),
                    whole.receivedAt(),
                    whole.tier(),
                    whole.streamed(),
                    whole.outcome(),
                    whole.durationMillis(),
                    whole.selection(),
                    attempts)));
            attempts.clear();
        }

        private static PastAttempt attempt(LedgerRow row) throws SQLException {
            Outcome outcome = row.outcome("outcome");
            return new PastAttempt(
                    row.text("deployment"),
                    row.text("model"),
                    row.text("tier"),
                    row.text("kind").equals("batch"),
                    row.instant("opened_at"),
                    row.instant("closed_at"),
                    outcome,
                    LedgerQueries.usage(row).orElse(Usage.NONE),
                    row.optionalNumber("cost_pico_usd"),
                    row.optionalNumber("first_byte_ms"),
                    row.number("duration_ms"));
        }
    }
}
