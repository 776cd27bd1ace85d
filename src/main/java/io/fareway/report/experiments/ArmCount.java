package io.fareway.report.experiments;

import io.fareway.report.statistics.Mean;
import io.fareway.report.statistics.Quantiles;
import io.fareway.report.statistics.Shares;
import io.fareway.report.statistics.Spend;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Counts the requests of one side. */
final class ArmCount {

    private long requests;
    private long answered;
    private long failed;
    private long unpriced;
    private long checked;
    private long failedChecks;
    private final Mean score = new Mean();
    private final Spend spend = new Spend();
    private final Quantiles latency = new Quantiles();
    private final Quantiles firstToken = new Quantiles();

    void add(ResultSet row) throws SQLException {
        requests++;
        addCost(row);
        switch (row.getString("outcome")) {
            case "answered" -> {
                answered++;
                addDurations(row);
            }
            case "failed", "uncertain" -> failed++;
            default -> {
                // refused as the caller's fault, or left by the caller: says nothing about the side
            }
        }
    }

    /** Adds what was found of one of its answers. */
    void addCheck(ResultSet row) throws SQLException {
        checked++;
        failedChecks += row.getString("answer_check").equals("passed") ? 0 : 1;
        long given = row.getLong("answer_score");
        if (!row.wasNull()) {
            score.add((double) given);
        }
    }

    private void addCost(ResultSet row) throws SQLException {
        long pico = row.getLong("cost_pico_usd");
        if (row.wasNull()) {
            unpriced++;
        } else {
            spend.add(pico);
        }
    }

    private void addDurations(ResultSet row) throws SQLException {
        latency.add(row.getLong("duration_ms"));
        long firstByte = row.getLong("first_byte_ms");
        if (!row.wasNull() && row.getInt("streamed") == 1) {
            firstToken.add(firstByte);
        }
    }

    Spend spend() {
        return spend;
    }

    ArmFigures figures() {
        return new ArmFigures(
                requests,
                answered,
                failed,
                Shares.of(failed, failed + answered),
                unpriced,
                spend.totalUsd(),
                spend.perRequest(),
                latency.at(0.5),
                latency.at(0.95),
                firstToken.at(0.5),
                firstToken.at(0.95),
                new ArmQuality(checked, Shares.of(failedChecks, checked), score.count(), score.value()));
    }
}
