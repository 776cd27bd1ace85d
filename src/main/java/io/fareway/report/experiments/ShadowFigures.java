package io.fareway.report.experiments;

import io.fareway.report.statistics.Estimate;
import io.fareway.report.statistics.Quantiles;
import io.fareway.report.statistics.Shares;
import io.fareway.report.statistics.Spend;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a shadow has shown: its calls beside the attempts that answered the same requests.
 *
 * @param calls sent and booked
 * @param same share of answered calls with the same words as the caller's answer, with Wilson's interval
 * @param chars mean length of the answers' text, of answered calls
 * @param callersChars mean length of what their callers got
 * @param cost of all calls whose price is known
 * @param callersCost of the attempts that answered the same requests
 */
public record ShadowFigures(
        String shadow,
        long calls,
        long answered,
        Optional<Estimate> failureRate,
        Optional<Estimate> same,
        long chars,
        long callersChars,
        ArmCost cost,
        ArmCost callersCost,
        Durations durations,
        Durations callersDurations) {

    private static final String CALLS = "select * from shadow_call where at_ms >= :from and at_ms < :to";
    private static final String CALLS_OF_ONE = CALLS + " and shadow = :shadow";

    /** What one side costs: in all, exactly, and per call. */
    public record ArmCost(BigDecimal totalUsd, Optional<Estimate> usdPerCall) {

        private static ArmCost of(Spend spend) {
            return new ArmCost(spend.totalUsd(), spend.perRequest());
        }
    }

    /** How long answers take on one side, in ms; the first token of streams only. */
    public record Durations(
            Optional<Estimate> p50,
            Optional<Estimate> p95,
            Optional<Estimate> firstTokenP50,
            Optional<Estimate> firstTokenP95) {}

    /** All shadows with a call in that time, by name; the end is excluded. */
    public static List<ShadowFigures> all(JdbcClient ledger, Instant from, Instant to) {
        Map<String, Count> counts = new TreeMap<>();
        ledger.sql(CALLS)
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .query(row -> {
                    counts.computeIfAbsent(row.getString("shadow"), name -> new Count())
                            .add(row);
                });
        return counts.entrySet().stream()
                .map(entry -> entry.getValue().figures(entry.getKey()))
                .toList();
    }

    /** One shadow in that time; empty when it has made no call. */
    public static Optional<ShadowFigures> of(String shadow, JdbcClient ledger, Instant from, Instant to) {
        Count count = new Count();
        ledger.sql(CALLS_OF_ONE)
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .param("shadow", shadow)
                .query(row -> {
                    count.add(row);
                });
        return Optional.of(count).filter(any -> any.calls > 0).map(any -> any.figures(shadow));
    }

    private static final class Side {

        private final String prefix;
        private final Spend spend = new Spend();
        private final Quantiles latency = new Quantiles();
        private final Quantiles firstToken = new Quantiles();
        private long chars;

        Side(String prefix) {
            this.prefix = prefix;
        }

        void addCost(ResultSet row) throws SQLException {
            long pico = row.getLong(prefix + "pico_usd");
            if (!row.wasNull()) {
                spend.add(pico);
            }
        }

        void addAnswer(ResultSet row) throws SQLException {
            chars += row.getLong(prefix + "chars");
            latency.add(row.getLong(prefix.isEmpty() ? "duration_ms" : prefix + "ms"));
            long firstByte = row.getLong(prefix + "first_byte_ms");
            if (!row.wasNull() && row.getInt("streamed") == 1) {
                firstToken.add(firstByte);
            }
        }

        Durations durations() {
            return new Durations(latency.at(0.5), latency.at(0.95), firstToken.at(0.5), firstToken.at(0.95));
        }
    }

    private static final class Count {

        private long calls;
        private long answered;
        private long same;
        private final Side own = new Side("");
        private final Side callers = new Side("callers_");

        void add(ResultSet row) throws SQLException {
            calls++;
            own.addCost(row);
            callers.addCost(row);
            if (row.getInt("answered") == 1) {
                answered++;
                same += row.getInt("same");
                own.addAnswer(row);
                callers.addAnswer(row);
            }
        }

        ShadowFigures figures(String shadow) {
            long any = Math.max(1, answered);
            return new ShadowFigures(
                    shadow,
                    calls,
                    answered,
                    Shares.of(calls - answered, calls),
                    Shares.of(same, answered),
                    own.chars / any,
                    callers.chars / any,
                    ArmCost.of(own.spend),
                    ArmCost.of(callers.spend),
                    own.durations(),
                    callers.durations());
        }
    }
}
