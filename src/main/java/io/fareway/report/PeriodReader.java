package io.fareway.report;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the figures of one period from the ledger's tables, streaming their rows: from what was added up by the hour as far
 * as that goes and is worth it, the rest from single rows.
 */
@Component
class PeriodReader {

    private static final long HOUR_MILLIS = 3_600_000;
    private static final Cells CELLS = new Cells(Dimension.REPORTED, true, Map.of());

    private final LedgerSnapshot ledger;

    PeriodReader(LedgerSnapshot ledger) {
        this.ledger = ledger;
    }

    /** The figures of that period as the ledger knows them now. */
    PeriodReport read(ReportPeriod period) {
        return ledger.read(jdbc -> new Statements(jdbc, period).report());
    }

    /** The report's statements on one state of the ledger. */
    private record Statements(JdbcClient jdbc, ReportPeriod period) {

        PeriodReport report() {
            PeriodCount count = new PeriodCount(period);
            Instant start = RolledHours.firstOf(period.from());
            Instant end =
                    RolledHours.fit(period.from(), period.zone()) ? RolledHours.end(jdbc, period.to()) : Instant.MIN;
            if (RolledHours.areWorthReading(start, end)) {
                fromHours(count, start, end);
                fromRows(count, end, period.to());
            } else {
                fromRows(count, period.from(), period.to());
            }
            return count.report(errors(), dearest(), underWay(), new SurroundingsReader(jdbc, period).read());
        }

        private void fromHours(PeriodCount count, Instant from, Instant to) {
            RolledCells hours = new RolledCells(CELLS);
            sums(count, hours.ofRequests(), hours.ofAttempts(), from, to);
            RolledDurations durations = new RolledDurations(jdbc);
            for (DurationSource source : DurationSource.ALL) {
                durations.eachHour(
                        source, from, to, (key, hour) -> count.measured(source, key, group -> group.add(hour)));
            }
        }

        private void fromRows(PeriodCount count, Instant from, Instant to) {
            sums(count, CELLS.ofRequests(), CELLS.ofAttempts(), from, to);
            RolledDurations durations = new RolledDurations(jdbc);
            for (DurationSource source : DurationSource.ALL) {
                durations.eachRow(
                        source,
                        from,
                        to,
                        (key, row) ->
                                count.measured(source, key, group -> group.measured(row.whole(), row.firstByte())));
            }
        }

        private void sums(PeriodCount count, String ofRequests, String ofAttempts, Instant from, Instant to) {
            eachCell(
                    ofRequests,
                    from,
                    to,
                    row -> count.requests(
                            CELLS.key(row), row.getString("baseline"), Cells.requestSums(row), Cells.savingSums(row)));
            eachCell(ofAttempts, from, to, row -> count.attempts(CELLS.key(row), Cells.attemptSums(row)));
        }

        private List<FrequentError> errors() {
            return statement(LedgerQueries.FREQUENT_ERRORS)
                    .query((row, number) -> new FrequentError(
                            row.getString("deployment"),
                            row.getString("outcome"),
                            row.getInt("http_status"),
                            row.getString("error"),
                            row.getLong("attempts")))
                    .list();
        }

        private List<DearRequest> dearest() {
            return statement(LedgerQueries.DEAREST_REQUESTS)
                    .query((row, number) -> new DearRequest(
                            row.getString("id"),
                            Instant.ofEpochMilli(row.getLong("received_at")),
                            row.getString("tier"),
                            row.getString("task"),
                            row.getString("deployment"),
                            row.getInt("attempts"),
                            row.getLong("tokens_in"),
                            row.getLong("tokens_out"),
                            Money.fromPico(row.getLong("cost_pico_usd")),
                            money(row, "baseline_pico_usd")))
                    .list();
        }

        private long underWay() {
            return statement(LedgerQueries.UNDER_WAY).query(Long.class).single();
        }

        private void eachCell(String sql, Instant from, Instant to, RowCallbackHandler row) {
            jdbc.sql(sql)
                    .param("from", from.toEpochMilli())
                    .param("to", to.toEpochMilli())
                    .param("base", period.from().toEpochMilli())
                    .param("slot", HOUR_MILLIS)
                    .query(row);
        }

        private JdbcClient.StatementSpec statement(String sql) {
            return jdbc.sql(sql)
                    .param("from", period.from().toEpochMilli())
                    .param("to", period.to().toEpochMilli());
        }
    }

    private static Optional<BigDecimal> money(ResultSet row, String column) throws SQLException {
        long pico = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Money.fromPico(pico));
    }
}
