package io.fareway.report.experiments;

import io.fareway.model.experiment.Trial;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads both sides of experiments from the ledger's requests, row by row. */
public final class Comparisons {

    private static final String REQUESTS =
            """
            select experiment, arm, outcome, streamed, cost_pico_usd, duration_ms, first_byte_ms
              from request
             where experiment <> '' and received_at >= :from and received_at < :to
            """;

    /** The first answer that was checked is that of the experiment's tier. */
    private static final String CHECKS =
            """
            select request.experiment, request.arm, answer_check, answer_score
              from request join attempt on attempt.request_id = request.id
             where request.experiment <> '' and received_at >= :from and received_at < :to and answer_check <> ''
               and not exists (select 1 from attempt earlier where earlier.request_id = request.id
                               and earlier.number < attempt.number and earlier.answer_check <> '')
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
        between(ledger.sql(REQUESTS), from, to).query(comparisons::add);
        between(ledger.sql(CHECKS), from, to).query(comparisons::addCheck);
        return comparisons.compared();
    }

    /** One experiment in that time; the end is excluded. */
    public static Comparison of(String experiment, JdbcClient ledger, Instant from, Instant to) {
        Comparisons comparisons = new Comparisons();
        between(ledger.sql(REQUESTS + " and experiment = :experiment"), from, to)
                .param("experiment", experiment)
                .query(comparisons::add);
        between(ledger.sql(CHECKS + " and request.experiment = :experiment"), from, to)
                .param("experiment", experiment)
                .query(comparisons::addCheck);
        return comparisons.byExperiment.getOrDefault(experiment, new Sides()).compared(experiment);
    }

    private static StatementSpec between(StatementSpec statement, Instant from, Instant to) {
        return statement.param("from", from.toEpochMilli()).param("to", to.toEpochMilli());
    }

    private void add(ResultSet row) throws SQLException {
        side(row).add(row);
    }

    private void addCheck(ResultSet row) throws SQLException {
        side(row).addCheck(row);
    }

    private ArmCount side(ResultSet row) throws SQLException {
        Sides sides = byExperiment.computeIfAbsent(row.getString("experiment"), name -> new Sides());
        return row.getString("arm").equals(Trial.TRIAL) ? sides.trial() : sides.control();
    }

    private List<Comparison> compared() {
        return byExperiment.entrySet().stream()
                .map(entry -> entry.getValue().compared(entry.getKey()))
                .toList();
    }
}
