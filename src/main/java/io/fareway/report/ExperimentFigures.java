package io.fareway.report;

import io.fareway.report.experiments.Comparison;
import io.fareway.report.experiments.Comparisons;
import io.fareway.report.experiments.ShadowFigures;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** What experiments have shown so far. */
@Component
public class ExperimentFigures {

    private final LedgerSnapshot ledger;

    /** Figures of the ledger in this database. */
    public ExperimentFigures(DataSource database) {
        this.ledger = new LedgerSnapshot(database);
    }

    /** What a shadow has shown from one moment to another, the second excluded; empty when it has made no call. */
    public Optional<ShadowFigures> ofShadow(String name, Instant from, Instant to) {
        return ledger.read(jdbc -> ShadowFigures.of(name, jdbc, from, to));
    }

    /** Both sides of an experiment, by requests that were received from one moment to another, the second excluded. */
    public Comparison of(String experiment, Instant from, Instant to) {
        return ledger.read(jdbc -> Comparisons.of(experiment, jdbc, from, to));
    }
}
