package io.fareway.report;

/**
 * Where savings come from, summed over compared requests whose saving was split, in pico-dollars.
 *
 * @param routing by preferring another deployment than the baseline
 * @param failover by answers of other deployments than the preferred one, mostly negative
 * @param cache by providers' caches
 * @param batch by service tiers such as batch
 * @param offPeak by hours of the day
 */
record SavingSums(long routing, long failover, long cache, long batch, long offPeak) {

    static final SavingSums NONE = new SavingSums(0, 0, 0, 0, 0);

    /**
     * Both together.
     *
     * @throws ArithmeticException when the money exceeds 9.2 million USD
     */
    SavingSums plus(SavingSums other) {
        return new SavingSums(
                Math.addExact(routing, other.routing),
                Math.addExact(failover, other.failover),
                Math.addExact(cache, other.cache),
                Math.addExact(batch, other.batch),
                Math.addExact(offPeak, other.offPeak));
    }

    /** All parts together. */
    long total() {
        return Math.addExact(Math.addExact(Math.addExact(routing, failover), Math.addExact(cache, batch)), offPeak);
    }
}
