package io.fareway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Money;
import io.fareway.model.choice.Capability;
import io.fareway.model.choice.DataPolicy;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.MaxPrice;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RoutingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any candidates under any combination of limits and any policy. */
class ChoicePropertyTest {

    private static final Demand DEMAND =
            new Demand(900, OptionalLong.of(100), Set.of(Capability.TOOLS), false, Instant.EPOCH);

    @Property
    void hardLimit_isNeverBroken_byAnyCombination(
            @ForAll("candidates") List<Candidate> candidates,
            @ForAll("limits") HardLimits limits,
            @ForAll Policy policy) {
        Chooser.Choice choice = choose(candidates, RoutingRules.limited(Optional.of(policy), limits));

        assertThat(choice.kept()).allSatisfy(kept -> {
            assertThat(kept.deployment().contextTokens()).isGreaterThanOrEqualTo(1_000);
            assertThat(kept.traits().capabilities()).contains(Capability.TOOLS).containsAll(limits.capabilities());
            limits.regions().ifPresent(regions -> assertThat(regions)
                    .contains(kept.traits().region()));
            assertThat(kept.traits().data()).isGreaterThanOrEqualTo(limits.data());
            limits.only().ifPresent(only -> assertThat(only)
                    .contains(kept.deployment().provider()));
            assertThat(limits.ignored()).doesNotContain(kept.deployment().provider());
            assertThat(kept.traits().quality()).isGreaterThanOrEqualTo(limits.minQuality());
            limits.maxCostUsd().ifPresent(most -> assertThat(
                            Money.fromPico(kept.ceilingPicoUsd().orElseThrow()))
                    .isLessThanOrEqualTo(most));
            limits.maxLatency().ifPresent(most -> assertThat(
                            kept.measured().p95Millis(false).orElse(0))
                    .isLessThanOrEqualTo(most.toMillis()));
        });
    }

    @Property
    void everyCandidate_isEitherKeptOrDroppedWithARule(
            @ForAll("candidates") List<Candidate> candidates,
            @ForAll("limits") HardLimits limits,
            @ForAll Policy policy) {
        Chooser.Choice choice = choose(candidates, RoutingRules.limited(Optional.of(policy), limits));

        List<String> all = new ArrayList<>();
        choice.kept().forEach(kept -> all.add(kept.deployment().name()));
        choice.dropped().forEach(dropped -> all.add(dropped.deployment()));
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(candidates.stream()
                        .map(candidate -> candidate.deployment().name())
                        .toList());
    }

    @Property
    void cheaperEqualCandidate_neverRaisesTheCost(
            @ForAll("candidates") List<Candidate> candidates,
            @ForAll("limits") HardLimits limits,
            @ForAll("place") int place) {
        RoutingRules rules = RoutingRules.limited(Optional.of(Policy.COST), limits);
        Optional<Candidate> before = choose(candidates, rules).kept().stream().findFirst();
        List<Candidate> more = new ArrayList<>(candidates);
        more.add(place % (candidates.size() + 1), cheaper(candidates.get(place % candidates.size())));

        Optional<Candidate> after = choose(more, rules).kept().stream().findFirst();

        before.ifPresent(first -> assertThat(after).hasValueSatisfying(now -> {
            if (first.callable()) {
                assertThat(now.costForOrder()).isLessThanOrEqualTo(first.costForOrder());
            }
        }));
    }

    @Provide
    Arbitrary<List<Candidate>> candidates() {
        Arbitrary<Candidate> any = Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.integers().between(900, 1_100),
                        Arbitraries.of("", "eu", "us"),
                        Arbitraries.of(DataPolicy.class),
                        Arbitraries.of(Capability.class).set(),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.longs().between(0, 2_000),
                        Arbitraries.longs().between(0, 2_000))
                .as((provider, context, region, data, able, quality, pico, millis) -> {
                    SampleCandidate candidate = SampleCandidate.of(provider)
                            .context(context)
                            .region(region)
                            .data(data)
                            .quality(quality)
                            .picoUsd(pico)
                            .p95(millis, millis % 10);
                    if (pico % 2 == 0) {
                        able.add(Capability.TOOLS);
                    }
                    candidate.capabilities(able.toArray(Capability[]::new));
                    return (pico % 7 == 3
                                    ? candidate.unknownCost()
                                    : millis % 5 == 1 ? candidate.outOfService() : candidate)
                            .build();
                });
        return any.list().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<HardLimits> limits() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 2_000).optional(0.3),
                        Arbitraries.longs().between(1, 2_000).optional(0.3),
                        Arbitraries.of("eu", "us", "ch").set().ofMinSize(1).optional(0.3),
                        Arbitraries.of(DataPolicy.class),
                        Arbitraries.of("a", "b", "c").set().ofMinSize(1).optional(0.3),
                        Arbitraries.of("c", "d").set(),
                        Arbitraries.of(Capability.VISION, Capability.STREAMING)
                                .set()
                                .ofMaxSize(1),
                        Arbitraries.integers().between(0, 60))
                .as((cost, latency, regions, data, only, ignored, needs, quality) -> new HardLimits(
                        cost.map(Money::fromPico),
                        MaxPrice.ANY,
                        latency.map(Duration::ofMillis),
                        regions,
                        data,
                        only,
                        ignored,
                        needs,
                        quality));
    }

    @Provide
    Arbitrary<Integer> place() {
        return Arbitraries.integers().between(0, 100);
    }

    private static Candidate cheaper(Candidate candidate) {
        long pico = candidate.expectedPicoUsd().orElse(2_000) / 2;
        return new Candidate(
                candidate.deployment(),
                candidate.traits(),
                candidate.measured(),
                candidate.price(),
                OptionalLong.of(pico),
                OptionalLong.of(Math.min(pico, candidate.ceilingPicoUsd().orElse(pico))),
                candidate.expectedMillis(),
                candidate.underWay(),
                candidate.callable());
    }

    private static Chooser.Choice choose(List<Candidate> candidates, RoutingRules rules) {
        return new Chooser(new CandidateOrder(() -> 0.5)).choose(candidates, DEMAND, rules, ProviderPreference.NONE);
    }
}
