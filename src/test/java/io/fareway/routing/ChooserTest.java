package io.fareway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.choice.BalanceWeights;
import io.fareway.model.choice.DataPolicy;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.Selection;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order of candidates under each policy, and what weighs more than a policy. */
class ChooserTest {

    private static final Demand DEMAND = new Demand(100, OptionalLong.empty(), Set.of(), true, Instant.EPOCH);

    @Test
    void cost_putsTheCheapestFirst_andUnknownCostLast() {
        assertThat(order(
                        RoutingRules.of(Policy.COST),
                        SampleCandidate.of("dear").picoUsd(3),
                        SampleCandidate.of("unknown").unknownCost(),
                        SampleCandidate.of("cheap").picoUsd(1),
                        SampleCandidate.of("middling").picoUsd(2)))
                .containsExactly("cheap", "middling", "dear", "unknown");
    }

    @Test
    void latency_putsTheSoonestFirst() {
        assertThat(order(
                        RoutingRules.of(Policy.LATENCY),
                        SampleCandidate.of("slow").millis(900),
                        SampleCandidate.of("quick").millis(200)))
                .containsExactly("quick", "slow");
    }

    @Test
    void reliability_putsTheMostSuccessfulFirst() {
        assertThat(order(
                        RoutingRules.of(Policy.RELIABILITY),
                        SampleCandidate.of("shaky").successRate(0.9),
                        SampleCandidate.of("steady").successRate(0.999)))
                .containsExactly("steady", "shaky");
    }

    @Test
    void balanced_weighsCostLatencyAndFailures() {
        SampleCandidate cheapAndSlow =
                SampleCandidate.of("cheap").picoUsd(100).millis(4_000).successRate(0.99);
        SampleCandidate dearAndQuick =
                SampleCandidate.of("quick").picoUsd(300).millis(1_000).successRate(0.99);

        assertThat(order(balance(1, 0, 0), dearAndQuick, cheapAndSlow)).containsExactly("cheap", "quick");
        assertThat(order(balance(1, 1, 0), cheapAndSlow, dearAndQuick)).containsExactly("quick", "cheap");
        assertThat(order(
                        balance(0, 0, 1),
                        SampleCandidate.of("shaky").successRate(0.9),
                        SampleCandidate.of("steady").successRate(0.95)))
                .containsExactly("steady", "shaky");
    }

    @Test
    void fixed_keepsTheOrderWritten() {
        assertThat(order(
                        RoutingRules.of(Policy.FIXED),
                        SampleCandidate.of("b").picoUsd(9),
                        SampleCandidate.of("a").picoUsd(1)))
                .containsExactly("b", "a");
    }

    @Test
    void weighted_startsWithEachInProportionToItsShare() {
        SplittableRandom random = new SplittableRandom(7);
        RoutingRules rules = new RoutingRules(
                Optional.of(Policy.WEIGHTED),
                HardLimits.NONE,
                Optional.empty(),
                Map.of("heavy/m", 3),
                false,
                Optional.empty(),
                Optional.empty());

        long heavyFirst = Stream.generate(() -> order(
                        () -> 1 - random.nextDouble(), rules, SampleCandidate.of("light"), SampleCandidate.of("heavy")))
                .limit(10_000)
                .filter(names -> names.getFirst().equals("heavy"))
                .count();

        assertThat(heavyFirst).isBetween(7_400L, 7_600L);
    }

    @Test
    void leastBusy_putsTheOneWithFewestCallsUnderWayFirst() {
        assertThat(order(
                        RoutingRules.of(Policy.LEAST_BUSY),
                        SampleCandidate.of("busy").underWay(5),
                        SampleCandidate.of("idle").underWay(0)))
                .containsExactly("idle", "busy");
    }

    @Test
    void anyPolicy_putsWhoIsOutOfServiceLast() {
        for (Policy policy : Policy.values()) {
            assertThat(order(
                            RoutingRules.of(policy),
                            SampleCandidate.of("down").picoUsd(1).millis(1).outOfService(),
                            SampleCandidate.of("up").picoUsd(9).millis(9).underWay(9)))
                    .as(policy.label())
                    .containsExactly("up", "down");
        }
    }

    @Test
    void targetLatency_putsThoseWithinItFirst_andTheOthersSoonestFirst() {
        RoutingRules rules = new RoutingRules(
                Optional.of(Policy.COST),
                HardLimits.NONE,
                Optional.empty(),
                Map.of(),
                false,
                Optional.empty(),
                Optional.of(Duration.ofSeconds(3)));

        assertThat(order(
                        rules,
                        SampleCandidate.of("slowest").picoUsd(1).millis(9_000),
                        SampleCandidate.of("slow").picoUsd(2).millis(4_000),
                        SampleCandidate.of("dear").picoUsd(9).millis(100),
                        SampleCandidate.of("cheap").picoUsd(3).millis(3_000)))
                .containsExactly("cheap", "dear", "slow", "slowest");
    }

    @Test
    void selfHostedFirst_goesBeforeThePolicy() {
        RoutingRules rules = new RoutingRules(
                Optional.of(Policy.COST),
                HardLimits.NONE,
                Optional.empty(),
                Map.of(),
                true,
                Optional.empty(),
                Optional.empty());

        assertThat(order(
                        rules,
                        SampleCandidate.of("vendor").picoUsd(1),
                        SampleCandidate.of("own").picoUsd(5).selfHosted()))
                .containsExactly("own", "vendor");
    }

    @Test
    void timesCheapest_dropsWhoCostsMore_thanTheCheapestInService() {
        RoutingRules rules = new RoutingRules(
                Optional.of(Policy.LATENCY),
                HardLimits.NONE,
                Optional.empty(),
                Map.of(),
                false,
                Optional.of(new BigDecimal("2")),
                Optional.empty());

        Chooser.Choice choice = choose(
                rules,
                ProviderPreference.NONE,
                SampleCandidate.of("down").picoUsd(10).outOfService(),
                SampleCandidate.of("cheap").picoUsd(100).millis(900),
                SampleCandidate.of("twice").picoUsd(200).millis(500),
                SampleCandidate.of("more").picoUsd(201).millis(100));

        assertThat(names(choice)).containsExactly("twice", "cheap", "down");
        assertThat(choice.dropped())
                .containsExactly(new Selection.Dropped(
                        "more/m", "times-cheapest", "it is expected to cost more than 2 times the cheapest"));
    }

    @Test
    void orderOfThePreference_goesBeforeThePolicy_butNotBeforeHealth() {
        ProviderPreference preference = new ProviderPreference(
                List.of("broken", "b/m", "a"), Optional.empty(), Set.of(), true, DataPolicy.MAY_COLLECT);

        Chooser.Choice choice = choose(
                RoutingRules.of(Policy.COST),
                preference,
                SampleCandidate.of("cheap").picoUsd(1),
                SampleCandidate.of("a").picoUsd(2),
                SampleCandidate.of("b").picoUsd(3),
                SampleCandidate.of("broken").outOfService());

        assertThat(names(choice)).containsExactly("b", "a", "cheap", "broken");
    }

    @Test
    void noFallbacks_leavesOnlyThoseNamed_orOnlyTheFirst() {
        ProviderPreference named =
                new ProviderPreference(List.of("a", "b"), Optional.empty(), Set.of(), false, DataPolicy.MAY_COLLECT);
        ProviderPreference unnamed =
                new ProviderPreference(List.of(), Optional.empty(), Set.of(), false, DataPolicy.MAY_COLLECT);

        Chooser.Choice amongNamed = choose(
                RoutingRules.of(Policy.FIXED),
                named,
                SampleCandidate.of("c"),
                SampleCandidate.of("b"),
                SampleCandidate.of("a"));
        Chooser.Choice first =
                choose(RoutingRules.of(Policy.FIXED), unnamed, SampleCandidate.of("c"), SampleCandidate.of("b"));

        assertThat(names(amongNamed)).containsExactly("a", "b");
        assertThat(names(first)).containsExactly("c");
        assertThat(first.dropped()).extracting(Selection.Dropped::rule).containsExactly("fallbacks");
    }

    private static RoutingRules balance(int cost, int latency, int reliability) {
        return new RoutingRules(
                Optional.of(Policy.BALANCED),
                HardLimits.NONE,
                Optional.of(new BalanceWeights(cost, latency, reliability)),
                Map.of(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static List<String> order(RoutingRules rules, SampleCandidate... candidates) {
        return order(() -> 0.5, rules, candidates);
    }

    private static List<String> order(DoubleSupplier chance, RoutingRules rules, SampleCandidate... candidates) {
        return names(new Chooser(new CandidateOrder(chance))
                .choose(
                        Stream.of(candidates).map(SampleCandidate::build).toList(),
                        DEMAND,
                        rules,
                        ProviderPreference.NONE));
    }

    private static Chooser.Choice choose(
            RoutingRules rules, ProviderPreference preference, SampleCandidate... candidates) {
        return new Chooser(new CandidateOrder(() -> 0.5))
                .choose(Stream.of(candidates).map(SampleCandidate::build).toList(), DEMAND, rules, preference);
    }

    private static List<String> names(Chooser.Choice choice) {
        return choice.kept().stream()
                .map(candidate -> candidate.deployment().provider())
                .toList();
    }
}
