package bench.chaos;

import java.util.List;
import java.util.SplittableRandom;

/** Decides what happens to a call, outages apart from the seed, the request and the provider alone: the same in every run. */
record Chance(long seed) {

    private static final double FAULTY = 0.3;

    /** Of so many requests in a row, each provider is down for the first of its own third. */
    private static final int OUTAGE_PERIOD = 1500;

    private static final int OUTAGE_LENGTH = 120;

    /**
     * Whether a provider is down.
     *
     * @param newest the last request of the run that has reached any provider: the time of the run
     */
    boolean isDown(int provider, int newest) {
        int sinceOutage = Math.floorMod(newest - provider * OUTAGE_PERIOD / Providers.COUNT, OUTAGE_PERIOD);
        return sinceOutage < OUTAGE_LENGTH;
    }

    /**
     * Chooses the fault of a call to a provider that is up.
     *
     * @param provider 0 to 2
     * @param call which call of this request at this provider, from 1 on
     */
    Fault fault(int provider, int request, int call, boolean stream) {
        SplittableRandom random = of(provider, request, call);
        if (random.nextDouble() >= FAULTY) {
            return Fault.NONE;
        }
        List<Fault> faults = Fault.of(stream);
        return faults.get(random.nextInt(faults.size()));
    }

    /** Chooses where, below a bound, an answer breaks. */
    int place(int provider, int request, int call, int bound) {
        SplittableRandom random = of(provider, request, call);
        random.nextLong();
        random.nextLong();
        return random.nextInt(bound);
    }

    private SplittableRandom of(int provider, int request, int call) {
        return new SplittableRandom(((seed * 31 + provider) * 1_000_003 + request) * 31 + call);
    }
}
