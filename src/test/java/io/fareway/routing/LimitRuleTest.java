package io.fareway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.choice.Capability;
import io.fareway.model.choice.DataPolicy;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.MaxPrice;
import io.fareway.model.choice.ProviderPreference;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each hard limit drops who breaks it, says why, and lets everybody else pass. */
class LimitRuleTest {

    private static final Demand PLAIN = new Demand(1_000, OptionalLong.of(200), Set.of(), false, Instant.EPOCH);

    @Test
    void context_mustHoldPromptAndAnswer() {
        assertThat(objection(LimitRule.CONTEXT, SampleCandidate.of("a").context(1_199), HardLimits.NONE))
                .contains("prompt and answer need about 1200 tokens, its context is 1199");
        assertThat(objection(LimitRule.CONTEXT, SampleCandidate.of("a").context(1_200), HardLimits.NONE))
                .isEmpty();
    }

    @Test
    void capability_mustCoverWhatTheRequestDemandsAndWhatIsAsked() {
        Demand withImage = new Demand(1, OptionalLong.empty(), Set.of(Capability.VISION), false, Instant.EPOCH);
        HardLimits asked = limits(Optional.empty(), Optional.empty(), DataPolicy.MAY_COLLECT, Set.of(Capability.TOOLS));
        LimitRule.Terms terms = new LimitRule.Terms(withImage, asked, ProviderPreference.NONE);

        assertThat(LimitRule.CAPABILITY.objection(
                        SampleCandidate.of("a")
                                .capabilities(Capability.STREAMING)
                                .build(),
                        terms))
                .contains("it lacks tools, vision");
        assertThat(LimitRule.CAPABILITY.objection(
                        SampleCandidate.of("a")
                                .capabilities(Capability.TOOLS, Capability.VISION)
                                .build(),
                        terms))
                .isEmpty();
    }

    @Test
    void region_mustBeOneOfThoseAllowed_andKnown() {
        HardLimits europe = limits(Optional.empty(), Optional.of(Set.of("eu", "ch")), DataPolicy.MAY_COLLECT, Set.of());

        assertThat(objection(LimitRule.REGION, SampleCandidate.of("a").region("us"), europe))
                .contains("it is in us, allowed is ch, eu");
        assertThat(objection(LimitRule.REGION, SampleCandidate.of("a"), europe))
                .contains("its region is unknown, allowed is ch, eu");
        assertThat(objection(LimitRule.REGION, SampleCandidate.of("a").region("eu"), europe))
                .isEmpty();
    }

    @Test
    void data_mustBeAtLeastAsStrict() {
        HardLimits strict = limits(Optional.empty(), Optional.empty(), DataPolicy.ZERO_RETENTION, Set.of());

        assertThat(objection(LimitRule.DATA, SampleCandidate.of("a").data(DataPolicy.NO_COLLECTION), strict))
                .contains("its data policy is no-collection, asked is zero-retention");
        assertThat(objection(LimitRule.DATA, SampleCandidate.of("a").data(DataPolicy.ZERO_RETENTION), strict))
                .isEmpty();
    }

    @Test
    void data_ofAPreferenceIsLeftToAProviderThatTakesIt_thatOfALimitIsNot() {
        ProviderPreference zeroRetention =
                new ProviderPreference(List.of(), Optional.empty(), Set.of(), true, DataPolicy.ZERO_RETENTION);
        Candidate router = SampleCandidate.of("router").forwardsPreferences().build();
        HardLimits strict = limits(Optional.empty(), Optional.empty(), DataPolicy.ZERO_RETENTION, Set.of());

        assertThat(LimitRule.DATA.objection(router, new LimitRule.Terms(PLAIN, HardLimits.NONE, zeroRetention)))
                .isEmpty();
        assertThat(LimitRule.DATA.objection(router, new LimitRule.Terms(PLAIN, strict, zeroRetention)))
                .isPresent();
        assertThat(LimitRule.DATA.objection(
                        SampleCandidate.of("a").build(), new LimitRule.Terms(PLAIN, HardLimits.NONE, zeroRetention)))
                .isPresent();
    }

    @Test
    void provider_mustBeAllowedAndNotExcluded() {
        HardLimits only = providers(Optional.of(Set.of("a", "b/m")), Set.of());
        HardLimits ignoring = providers(Optional.empty(), Set.of("a"));

        assertThat(objection(LimitRule.PROVIDER, SampleCandidate.of("c"), only))
                .contains("it is not among those allowed");
        assertThat(objection(LimitRule.PROVIDER, SampleCandidate.of("a"), only)).isEmpty();
        assertThat(objection(LimitRule.PROVIDER, SampleCandidate.of("b"), only)).isEmpty();
        assertThat(objection(LimitRule.PROVIDER, SampleCandidate.of("a"), ignoring))
                .contains("it is excluded");
        assertThat(objection(LimitRule.PROVIDER, SampleCandidate.of("b"), ignoring))
                .isEmpty();
    }

    @Test
    void provider_ofAPreferenceIsLeftToAProviderThatTakesIt() {
        ProviderPreference preference = new ProviderPreference(
                List.of(), Optional.of(Set.of("upstream")), Set.of("router"), true, DataPolicy.MAY_COLLECT);
        LimitRule.Terms terms = new LimitRule.Terms(PLAIN, HardLimits.NONE, preference);

        assertThat(LimitRule.PROVIDER.objection(
                        SampleCandidate.of("router").forwardsPreferences().build(), terms))
                .isEmpty();
        assertThat(LimitRule.PROVIDER.objection(SampleCandidate.of("a").build(), terms))
                .isPresent();
    }

    @Test
    void quality_mustReachTheFloor() {
        HardLimits floor = new HardLimits(
                Optional.empty(),
                MaxPrice.ANY,
                Optional.empty(),
                Optional.empty(),
                DataPolicy.MAY_COLLECT,
                Optional.empty(),
                Set.of(),
                Set.of(),
                70);

        assertThat(objection(LimitRule.QUALITY, SampleCandidate.of("a").quality(69), floor))
                .contains("its quality is 69, at least 70 is asked");
        assertThat(objection(LimitRule.QUALITY, SampleCandidate.of("a").quality(70), floor))
                .isEmpty();
    }

    @Test
    void price_mustNotExceedTheListPriceAllowed_andBeKnown() {
        HardLimits cheap = new HardLimits(
                Optional.empty(),
                new MaxPrice(Optional.of(new BigDecimal("0.5")), Optional.of(new BigDecimal("1"))),
                Optional.empty(),
                Optional.empty(),
                DataPolicy.MAY_COLLECT,
                Optional.empty(),
                Set.of(),
                Set.of(),
                0);

        assertThat(objection(LimitRule.PRICE, SampleCandidate.of("a").usdPerMillion("0.51", "1"), cheap))
                .contains("a million prompt tokens cost 0.51 USD, allowed are 0.5");
        assertThat(objection(LimitRule.PRICE, SampleCandidate.of("a").usdPerMillion("0.5", "1.01"), cheap))
                .contains("a million answer tokens cost 1.01 USD, allowed are 1");
        assertThat(objection(LimitRule.PRICE, SampleCandidate.of("a"), cheap)).contains("its price is unknown");
        assertThat(objection(LimitRule.PRICE, SampleCandidate.of("a").usdPerMillion("0.5", "1"), cheap))
                .isEmpty();
    }

    @Test
    void cost_mustNotExceedWhatTheCallMayCost_andBeKnown() {
        HardLimits most = new HardLimits(
                Optional.of(new BigDecimal("0.000000001")),
                MaxPrice.ANY,
                Optional.empty(),
                Optional.empty(),
                DataPolicy.MAY_COLLECT,
                Optional.empty(),
                Set.of(),
                Set.of(),
                0);

        assertThat(objection(LimitRule.COST, SampleCandidate.of("a").picoUsd(1_001), most))
                .contains("it may cost 0.000000001001 USD, allowed are 0.000000001");
        assertThat(objection(LimitRule.COST, SampleCandidate.of("a").unknownCost(), most))
                .contains("its price is unknown");
        assertThat(objection(LimitRule.COST, SampleCandidate.of("a").picoUsd(1_000), most))
                .isEmpty();
    }

    @Test
    void latency_mustNotExceedTheLimitAtTheMeasuredP95() {
        HardLimits soon =
                limits(Optional.of(Duration.ofMillis(500)), Optional.empty(), DataPolicy.MAY_COLLECT, Set.of());

        assertThat(objection(LimitRule.LATENCY, SampleCandidate.of("a").p95(501, 5), soon))
                .contains("its p95 is 501 ms, allowed are 500");
        assertThat(objection(LimitRule.LATENCY, SampleCandidate.of("a").p95(500, 5), soon))
                .isEmpty();
    }

    @Test
    void latency_ofTooFewCallsDropsNobody() {
        HardLimits soon =
                limits(Optional.of(Duration.ofMillis(500)), Optional.empty(), DataPolicy.MAY_COLLECT, Set.of());

        assertThat(objection(LimitRule.LATENCY, SampleCandidate.of("a").p95(9_000, 4), soon))
                .isEmpty();
    }

    private static Optional<String> objection(LimitRule rule, SampleCandidate candidate, HardLimits limits) {
        return rule.objection(candidate.build(), new LimitRule.Terms(PLAIN, limits, ProviderPreference.NONE));
    }

    private static HardLimits limits(
            Optional<Duration> latency, Optional<Set<String>> regions, DataPolicy data, Set<Capability> needed) {
        return new HardLimits(
                Optional.empty(), MaxPrice.ANY, latency, regions, data, Optional.empty(), Set.of(), needed, 0);
    }

    private static HardLimits providers(Optional<Set<String>> only, Set<String> ignored) {
        return new HardLimits(
                Optional.empty(),
                MaxPrice.ANY,
                Optional.empty(),
                Optional.empty(),
                DataPolicy.MAY_COLLECT,
                only,
                ignored,
                Set.of(),
                0);
    }
}
