package io.fareway.report.statistics;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** What requests cost: the sum, exactly, and the {@link Mean} with its interval. */
public final class Spend {

    private static final int PICO_DOLLARS = 12;

    private final Mean pico = new Mean();
    private long sumPico;

    /** Adds a request of so many pico-dollars. */
    public void add(long cost) {
        sumPico += cost;
        pico.add((double) cost);
    }

    /** The sum in USD. */
    public BigDecimal totalUsd() {
        return Money.fromPico(sumPico);
    }

    /** USD per request; empty without any. */
    public Optional<Estimate> perRequest() {
        if (pico.count() == 0) {
            return Optional.empty();
        }
        BigDecimal value = Money.plain(BigDecimal.valueOf(sumPico, PICO_DOLLARS)
                .divide(BigDecimal.valueOf(pico.count()), MathContext.DECIMAL64));
        return Optional.of(new Estimate(value, pico.interval().map(Spend::usd)));
    }

    /** By how many USD per request this is above the other; empty when either has fewer than two. */
    public Optional<Estimate> above(Spend other) {
        return pico.above(other.pico)
                .map(more -> new Estimate(usd(more.value()), more.interval().map(Spend::usd)));
    }

    private static Estimate.Interval usd(Estimate.Interval interval) {
        return new Estimate.Interval(usd(interval.low()), usd(interval.high()));
    }

    private static BigDecimal usd(BigDecimal amount) {
        return Money.plain(amount.movePointLeft(PICO_DOLLARS));
    }
}
