package io.fareway.report.experiments;

import io.fareway.model.experiment.Trial;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads both sides of experiments from the ledger's requests, row by row. */
public final class Comparisons {

    private static final String REQUESTS =
            """
            select experiment, arm, outcome, streamed, cost_pico_usd, duration_ms, first_byte_ms
              from request
             where experiment <> '' and received_at >= :from and received_at < :to
            """;

    private final Map<String, Sides> byExperiment = new TreeMap<>();

    private Comparisons() {}

    private record Sides(ArmCount control, ArmCount trial) {

        Sides() {
            this(new ArmCount(), new ArmCount());
        }

        Comparison compared(String experiment) {
            return new Comparison(
                    experiment,
                    control.figures(),
                    trial.figures(),
                    trial.spend().above(control.spend()));
        }
    }

    /** All experiments in which a request of that time takes part, by name; the end is excluded. */
    public static List<Comparison> all(JdbcClient ledger, Instant from, Instant to) {
        Comparisons comparisons = new Comparisons();
        ledger.sql(REQUESTS)
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .query(comparisons::add);
        return comparisons.compared();
    }

    /** One experiment in that time; the end is excluded. */
    public static Comparison of(String experiment, JdbcClient ledger, Instant from, Instant to) {
        Comparisons comparisons = new Comparisons();
        ledger.sql(REQUESTS + " and experiment = :experiment")
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .param("experiment", experiment)
                .query(comparisons::add);
        return comparisons.byExperiment.getOrDefault(experiment, new Sides()).compared(experiment);
    }

    private void add(ResultSet row) throws SQLException {
        Sides sides = byExperiment.computeIfAbsent(row.getString("experiment"), name -> new Sides());
        (row.getString("arm").equals(Trial.TRIAL) ? sides.trial() : sides.control()).add(row);
    }

    private List<Comparison> compared() {
        return byExperiment.entrySet().stream()
                .map(entry -> entry.getValue().compared(entry.getKey()))
                .toList();
    }
}
