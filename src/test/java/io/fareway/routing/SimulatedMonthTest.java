package io.fareway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.RecentCall;
import io.fareway.model.Deployment;
import io.fareway.model.Outcome;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RoutingRules;
import io.fareway.operations.SettingsFiles;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.provider.DeploymentStatistics;
import io.fareway.provider.Measured;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/**
 * A month of 100 million tokens at the list prices of 2024, 60 % batch, 30 % real time, 10 % premium, each under the
 * shipped profile for it, ordered by the real chooser and priced by the real calculator.
 */
class SimulatedMonthTest {

    private static final Instant MONTH = Instant.parse("2024-06-01T00:00:00Z");
    private static final int REQUESTS = 100_000;
    private static final long PROMPT = 800;
    private static final long ANSWER = 200;

    private final CostCalculator costs = new CostCalculator();
    private final CostEstimate estimate = new CostEstimate(costs);
    private final DeploymentStatistics statistics =
            DeploymentStatistics.covering(Duration.ofMinutes(15), Clock.fixed(MONTH, ZoneOffset.UTC));
    private final Chooser chooser = new Chooser(new CandidateOrder(() -> 0.5));
    private final Map<String, Price> prices = new LinkedHashMap<>();
    private final Map<String, Long> tokens = new HashMap<>();

    @BeforeEach
    void threeProviders() {
        provider("replicate", "1.50", 1_500, 0);
        provider("together", "0.90", 500, 2);
        provider("fireworks", "0.90", 400, 3);
    }

    @Test
    void month_costs96UsdInsteadOf150_whichSaves36PerCent() {
        Map<String, Integer> mix = Map.of("batch-summarization", 60, "real-time-chat", 30, "enterprise", 10);
        BigDecimal alone = BigDecimal.ZERO;
        BigDecimal routed = BigDecimal.ZERO;
        for (Map.Entry<String, Integer> share : mix.entrySet()) {
            RoutingRules rules = profile(share.getKey());
            for (int i = 0; i < REQUESTS * share.getValue() / 100; i++) {
                routed = routed.add(costAt(first(rules)));
                alone = alone.add(costAt("replicate"));
            }
        }

        assertThat(alone).isEqualByComparingTo("150");
        assertThat(routed).isEqualByComparingTo("96");
        BigDecimal saved = BigDecimal.ONE.subtract(routed.divide(alone, 4, RoundingMode.HALF_UP));
        assertThat(saved).isEqualByComparingTo("0.36");
        assertThat(tokens.get("replicate"))
                .as("premium alone pays the premium price")
                .isEqualTo(10_000_000);
        assertThat(tokens.get("fireworks")).as("real time goes to the soonest").isEqualTo(30_000_000);
    }

    /** A hundred measured calls, so many of them failed. */
    private void provider(String name, String usdPerMillion, long firstTokenMillis, int failed) {
        BigDecimal usd = new BigDecimal(usdPerMillion);
        prices.put(
                name,
                new Price(
                        name + "/llama-2-70b",
                        Instant.EPOCH,
                        Map.of(TokenClass.INPUT, usd, TokenClass.OUTPUT, usd),
                        "list prices of 2024",
                        LocalDate.EPOCH));
        for (int i = 0; i < 100; i++) {
            statistics.add(new RecentCall(
                    name + "/llama-2-70b",
                    MONTH,
                    true,
                    i < failed ? Outcome.FAILED : Outcome.ANSWERED,
                    PROMPT,
                    0,
                    ANSWER,
                    OptionalLong.of(firstTokenMillis),
                    firstTokenMillis + 4_000));
        }
    }

    private String first(RoutingRules rules) {
        Demand demand = new Demand(PROMPT, OptionalLong.of(ANSWER), Set.of(), true, MONTH);
        List<Candidate> candidates = prices.entrySet().stream()
                .map(entry -> candidate(entry.getKey(), entry.getValue(), demand))
                .toList();
        String name = chooser.choose(candidates, demand, rules, ProviderPreference.NONE)
                .kept()
                .getFirst()
                .deployment()
                .provider();
        tokens.merge(name, PROMPT + ANSWER, Long::sum);
        return name;
    }

    private Candidate candidate(String provider, Price price, Demand demand) {
        Measured measured = statistics.of(price.deployment());
        return new Candidate(
                new Deployment(provider, "llama-2-70b", "llama-2-70b", 4_096, "", false),
                DeploymentTraits.UNSAID,
                measured,
                ReckonedPrice.known(price),
                estimate.expected(demand, measured, price),
                estimate.ceiling(demand, measured, price),
                measured.expectedFirstTokenMillis(),
                0,
                true);
    }

    private BigDecimal costAt(String provider) {
        Price price = Optional.ofNullable(prices.get(provider)).orElseThrow();
        return costs.cost(Usage.ofText(PROMPT, ANSWER, false), price)
                .orElseThrow()
                .usd();
    }

    private static RoutingRules profile(String name) {
        return Optional.ofNullable(new SettingsFiles()
                        .load(Path.of("config"), new MockEnvironment(), 8080)
                        .routing()
                        .profiles()
                        .get(name))
                .orElseThrow()
                .rules();
    }
}
