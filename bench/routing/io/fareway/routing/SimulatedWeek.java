package io.fareway.routing;

import io.fareway.ledger.RecentCall;
import io.fareway.model.Deployment;
import io.fareway.model.Outcome;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RoutingRules;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.provider.DeploymentStatistics;
import io.fareway.provider.Measured;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A week of streamed requests, one every ten seconds, under each policy: what it cost, how many were answered within two
 * attempts, and how soon. Four providers of one model; on day 2 the cheapest is down for eight hours, on day 3 it doubles
 * its price, on day 5 the soonest refuses two calls of three for a day. Estimates, limits, order and costs are the
 * gateway's own; providers, clock and failures are simulated. The circuit breaker is: five failures in a row, then a
 * minute out of service. Every policy meets the same week: the same requests, each with the same fate at the same provider.
 */
public final class SimulatedWeek {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int SECONDS_BETWEEN = 10;
    private static final int ATTEMPTS = 2;
    private static final int REQUESTS = 7 * 24 * 3_600 / SECONDS_BETWEEN;
    private static final List<String> PROVIDERS = List.of("steady", "thrifty", "swift", "middling");
    private static final Map<String, String> USD = Map.of("steady", "1.50", "thrifty", "0.60", "swift", "1.20", "middling", "0.90");
    private static final Map<String, Integer> FIRST_TOKEN = Map.of("steady", 900, "thrifty", 1_200, "swift", 300, "middling", 700);
    private static final Map<String, Double> FAILURES = Map.of("steady", 0.002, "thrifty", 0.04, "swift", 0.02, "middling", 0.01);

    private final CostCalculator costs = new CostCalculator();
    private final CostEstimate estimate = new CostEstimate(costs);
    private final SplittableRandom choice = new SplittableRandom(5);
    private final Chooser chooser = new Chooser(new CandidateOrder(() -> 1 - choice.nextDouble()));
    private final Hands hands = new Hands();
    private final DeploymentStatistics statistics = DeploymentStatistics.covering(Duration.ofMinutes(15), hands);
    private final Map<String, Integer> failuresInARow = new HashMap<>();
    private final Map<String, Instant> outUntil = new HashMap<>();
    private final Policy policy;

    private BigDecimal usd = BigDecimal.ZERO;
    private int answered;
    private int attempts;
    private final long[] waited = new long[REQUESTS];

    private SimulatedWeek(Policy policy) {
        this.policy = policy;
    }

    /** Prints the table. */
    public static void main(String[] args) {
        System.out.println("| policy | USD | answered | attempts per request | first token p50 | p95 |");
        System.out.println("|---|---|---|---|---|---|");
        for (Policy policy : Policy.values()) {
            System.out.println(new SimulatedWeek(policy).run());
        }
    }

    private String run() {
        for (int i = 0; i < REQUESTS; i++) {
            hands.now = START.plusSeconds((long) i * SECONDS_BETWEEN);
            request(new SplittableRandom(i));
        }
        long[] times = Arrays.stream(waited, 0, answered).sorted().toArray();
        return "| `" + policy.label() + "` | " + usd.setScale(2, RoundingMode.HALF_UP) + " | "
                + percent(answered, REQUESTS) + " | "
                + BigDecimal.valueOf((double) attempts / REQUESTS).setScale(3, RoundingMode.HALF_UP) + " | "
                + times[times.length / 2] + " ms | " + times[times.length * 95 / 100] + " ms |";
    }

    /** What a provider does with a request that is sent there. */
    private record Fate(long firstTokenMillis, boolean fails) {}

    private Fate fate(String name, SplittableRandom request) {
        double spread = request.nextInt(20) == 0 ? 4 : 0.6;
        return new Fate(
                Math.round(FIRST_TOKEN.get(name) * (0.7 + request.nextDouble() * spread)),
                request.nextDouble() < failureRate(name));
    }

    private void request(SplittableRandom request) {
        Demand demand = new Demand(request.nextLong(200, 2_000), OptionalLong.empty(), Set.of(), true, hands.now);
        long answer = request.nextLong(50, 500);
        Map<String, Fate> fates = new HashMap<>();
        PROVIDERS.forEach(name -> fates.put(name, fate(name, request)));
        List<Candidate> order = chooser.choose(
                        PROVIDERS.stream().map(name -> candidate(name, demand)).toList(),
                        demand,
                        RoutingRules.of(policy),
                        ProviderPreference.NONE)
                .kept();
        long millis = 0;
        for (Candidate candidate : order.subList(0, ATTEMPTS)) {
            attempts++;
            String name = candidate.deployment().provider();
            Fate fate = fates.get(name);
            millis += fate.fails() ? 200 : fate.firstTokenMillis();
            book(candidate, demand, answer, fate);
            if (!fate.fails()) {
                waited[answered++] = millis;
                return;
            }
        }
    }

    private void book(Candidate candidate, Demand demand, long answer, Fate fate) {
        String name = candidate.deployment().provider();
        if (!fate.fails()) {
            Usage usage = Usage.ofText(demand.promptTokens(), answer, false);
            usd = usd.add(costs.cost(usage, candidate.price().row().orElseThrow()).orElseThrow().usd());
            failuresInARow.put(name, 0);
        } else if (failuresInARow.merge(name, 1, Integer::sum) >= 5) {
            outUntil.put(name, hands.now.plusSeconds(60));
        }
        statistics.add(new RecentCall(
                candidate.deployment().name(),
                hands.now,
                true,
                fate.fails() ? Outcome.FAILED : Outcome.ANSWERED,
                demand.promptTokens(),
                0,
                answer,
                OptionalLong.of(fate.firstTokenMillis()),
                fate.firstTokenMillis() + 2_000));
    }

    private Candidate candidate(String name, Demand demand) {
        Measured measured = statistics.of(name + "/m");
        Price price = price(name);
        return new Candidate(
                new Deployment(name, "m", "m", 131_072, "", false),
                DeploymentTraits.UNSAID,
                measured,
                ReckonedPrice.known(price),
                estimate.expected(demand, measured, price),
                OptionalLong.empty(),
                measured.expectedFirstTokenMillis(),
                0,
                !hands.now.isBefore(outUntil.getOrDefault(name, Instant.MIN)));
    }

    private Price price(String name) {
        BigDecimal rate = new BigDecimal(USD.get(name));
        if (name.equals("thrifty") && day() >= 3) {
            rate = rate.add(rate);
        }
        return new Price(
                name + "/m",
                Instant.EPOCH,
                Map.of(TokenClass.INPUT, rate, TokenClass.OUTPUT, rate),
                "simulation",
                LocalDate.EPOCH);
    }

    private double failureRate(String name) {
        long hour = Duration.between(START, hands.now).toHours() % 24;
        if (name.equals("thrifty") && day() == 2 && hour >= 8 && hour < 16) {
            return 1;
        }
        return name.equals("swift") && day() == 5 ? 2.0 / 3 : FAILURES.get(name);
    }

    /** From 1. */
    private long day() {
        return 1 + Duration.between(START, hands.now).toDays();
    }

    private static String percent(int part, int of) {
        return BigDecimal.valueOf(100.0 * part / of).setScale(3, RoundingMode.HALF_UP) + " %";
    }

    /** A clock that is set by hand. */
    private static final class Hands extends Clock {

        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
