package io.fareway.report.experiments;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/** Counts the requests of one side. */
final class ArmCount {

    private static final double ERROR_RATE = 0.05;
    private static final int SHARE_DECIMALS = 6;

    private long requests;
    private long answered;
    private long failed;
    private long unpriced;
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
                share(failed, failed + answered),
                unpriced,
                spend.totalUsd(),
                spend.perRequest(),
                latency.at(0.5),
                latency.at(0.95),
                firstToken.at(0.5),
                firstToken.at(0.95));
    }

    /** Wilson's score interval holds for small samples and for shares near 0, as rates of failure are. */
    static Optional<Estimate> share(long some, long all) {
        if (all == 0) {
            return Optional.empty();
        }
        Interval wilson = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                Math.toIntExact(all), Math.toIntExact(some), ERROR_RATE);
        return Optional.of(new Estimate(
                share((double) some / all),
                Optional.of(new Estimate.Interval(share(wilson.getLowerBound()), share(wilson.getUpperBound())))));
    }

    private static BigDecimal share(double share) {
        return BigDecimal.valueOf(share).setScale(SHARE_DECIMALS, RoundingMode.HALF_EVEN);
    }
}
