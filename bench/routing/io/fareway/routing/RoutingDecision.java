package io.fareway.routing;

import io.fareway.ledger.RecentCall;
import io.fareway.model.Deployment;
import io.fareway.model.Outcome;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RoutingRules;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.provider.DeploymentStatistics;
import io.fareway.provider.Measured;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision among many deployments: measurements, cost estimates, hard limits, order. Run by bench/decision. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RoutingDecision {

    @Param("200")
    public int deployments;

    @Param({"COST", "LATENCY", "BALANCED"})
    public Policy policy;

    private final CostEstimate estimate = new CostEstimate(new CostCalculator());
    private final DeploymentStatistics statistics =
            DeploymentStatistics.covering(Duration.ofMinutes(15), Clock.systemUTC());
    private final Chooser chooser = new Chooser(new CandidateOrder(() -> 0.5));
    private final List<Deployment> all = new ArrayList<>();
    private final List<Price> prices = new ArrayList<>();

    /** Deployments with random prices and measurements. */
    @Setup
    public void deployments() {
        SplittableRandom random = new SplittableRandom(1);
        Instant now = Clock.systemUTC().instant();
        for (int i = 0; i < deployments; i++) {
            Deployment deployment = new Deployment("p" + i, "m", "m", 131_072, "", false);
            all.add(deployment);
            BigDecimal usd = BigDecimal.valueOf(random.nextInt(5, 500), 2);
            prices.add(new Price(
                    deployment.name(),
                    Instant.EPOCH,
                    Map.of(TokenClass.INPUT, usd, TokenClass.CACHE_READ, usd, TokenClass.OUTPUT, usd),
                    "bench",
                    LocalDate.EPOCH));
            for (int call = 0; call < 50; call++) {
                long first = random.nextLong(100, 3_000);
                statistics.add(new RecentCall(
                        deployment.name(),
                        now,
                        true,
                        random.nextInt(20) == 0 ? Outcome.FAILED : Outcome.ANSWERED,
                        1_000,
                        200,
                        random.nextLong(50, 500),
                        OptionalLong.of(first),
                        first + 2_000));
            }
        }
    }

    /** Everything that depends on the request. */
    @Benchmark
    public Object decide() {
        Demand demand = new Demand(1_000, OptionalLong.of(500), Set.of(), true, Instant.EPOCH);
        RoutingRules rules = RoutingRules.limited(Optional.of(policy), HardLimits.NONE);
        List<Candidate> candidates = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            Deployment deployment = all.get(i);
            Measured measured = statistics.of(deployment.name());
            candidates.add(new Candidate(
                    deployment,
                    DeploymentTraits.UNSAID,
                    measured,
                    ReckonedPrice.known(prices.get(i)),
                    estimate.expected(demand, measured, prices.get(i)),
                    OptionalLong.empty(),
                    measured.expectedFirstTokenMillis(),
                    statistics.underWay(deployment.name()),
                    true));
        }
        return chooser.choose(candidates, demand, rules, ProviderPreference.NONE);
    }
}
