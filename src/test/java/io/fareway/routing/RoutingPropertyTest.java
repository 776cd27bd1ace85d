package io.fareway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Caller;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.model.Provider;
import io.fareway.model.Settings;
import io.fareway.model.StreamRecovery;
import io.fareway.model.Tier;
import io.fareway.model.choice.Affinity;
import io.fareway.model.choice.Capability;
import io.fareway.model.choice.DataPolicy;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.MaxPrice;
import io.fareway.model.choice.Patience;
import io.fareway.model.choice.Pin;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.PromptCache;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RequestWishes;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.RoutingSettings;
import io.fareway.model.choice.Selection;
import io.fareway.model.choice.UnknownPrices;
import io.fareway.model.choice.Urgency;
import io.fareway.model.experiment.Trial;
import io.fareway.routing.overrides.OverrideKind;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Limits of requests and tiers, prices, outages, pins, warm prompt caches, experiments and operators' overrides all at once, each
 * drawn by chance: what holds for whoever is called in the end, failovers included.
 */
class RoutingPropertyTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
    private static final long PROMPT_TOKENS = 2_000;
    private static final String CHEAPER = "z";

    private final RoutingWorld world = new RoutingWorld();
    private int scenes;

    @Property(tries = 3_000)
    void nobodyIsCalled_whomAHardLimitAnOperatorOrAPinForbids(@ForAll Random chance) {
        Scene scene = new Scene(chance);
        scene.adjust();
        Journey journey = scene.journey("r");

        List<Deployment> called = world.calledFor(journey);

        assertThat(called).allSatisfy(deployment -> scene.requireAllowed(deployment));
    }

    @Property(tries = 3_000)
    void cheaperEqualCandidate_neverRaisesTheCost(@ForAll Random chance) {
        Scene scene = new Scene(chance);
        OptionalLong before = scene.costOfFirst(scene.journey("r"));
        scene.addCheaperThanOne();

        OptionalLong after = scene.costOfFirst(scene.journey("r"));

        before.ifPresent(known -> assertThat(after.orElseThrow()).isLessThanOrEqualTo(known));
    }

    private static <T> T known(Map<String, T> all, String name) {
        return Optional.ofNullable(all.get(name)).orElseThrow();
    }

    /** One drawn world and one drawn request. */
    private final class Scene {

        private final Random chance;
        private final Map<String, DeploymentTraits> traits = new LinkedHashMap<>();
        private final Map<String, Deployment> deployments = new LinkedHashMap<>();
        private final List<String> tier = new ArrayList<>();
        private final HardLimits ofTier;
        private final HardLimits ofRequest;
        private Policy policy = Policy.COST;
        private Optional<Pin> pin = Optional.empty();
        private List<String> trial = List.of();
        private final Optional<String> warm;
        private final String session = "session " + ++scenes;
        private boolean answeredBefore;

        Scene(Random chance) {
            this.chance = chance;
            world.prices.clear();
            world.outOfService.clear();
            world.overrides.clear();
            NAMES.forEach(this::add);
            ofTier = limits();
            ofRequest = limits();
            warm = oneIn(2) ? Optional.of(any(tier)) : Optional.empty();
        }

        private void add(String provider) {
            Deployment deployment = new Deployment(provider, "m", "m", oneIn(5) ? 1_000 : 100_000, "", false);
            deployments.put(deployment.name(), deployment);
            traits.put(
                    deployment.name(),
                    new DeploymentTraits(
                            any(List.of("", "eu", "us")),
                            any(List.of(DataPolicy.values())),
                            oneIn(2) ? Capability.USUAL : Set.of(Capability.VISION),
                            chance.nextInt(101),
                            oneIn(4),
                            false));
            world.prices.put(deployment.name(), 1 + chance.nextInt(20));
            if (oneIn(4)) {
                world.outOfService.add(deployment.name());
            }
            if (tier.isEmpty() || oneIn(2)) {
                tier.add(deployment.name());
            }
        }

        /** What comes after the policy, or in its place. */
        void adjust() {
            policy = any(List.of(Policy.values()));
            if (oneIn(3)) {
                pin = Optional.of(Pin.to(oneIn(3) ? Pin.SESSION : any(names()), any(List.of(Pin.WhenDown.values()))));
            }
            if (oneIn(3)) {
                trial = List.of(any(names()), any(names()));
            }
            for (OverrideKind kind : List.of(OverrideKind.DRAIN, OverrideKind.FORCE, OverrideKind.CAP)) {
                if (oneIn(3)) {
                    world.overrides.add(RoutingWorld.order(kind, any(names()), 50));
                }
            }
        }

        /** A copy of one of the tier at half its price, in service and otherwise alike. */
        void addCheaperThanOne() {
            Deployment one = known(deployments, any(tier));
            Deployment copy = new Deployment(CHEAPER, "m", "m", one.contextTokens(), "", false);
            deployments.put(copy.name(), copy);
            traits.put(copy.name(), known(traits, one.name()));
            world.prices.put(copy.name(), Math.max(1, known(world.prices, one.name()) / 2));
            tier.add(chance.nextInt(tier.size() + 1), copy.name());
        }

        /** Of the first of the plan, where it can be called. */
        OptionalLong costOfFirst(Journey journey) {
            world.calledFor(journey);
            return journey.selection().kept().stream()
                    .findFirst()
                    .filter(first -> !world.outOfService.contains(first.deployment()))
                    .map(Selection.Kept::expectedPicoUsd)
                    .orElse(OptionalLong.empty());
        }

        Journey journey(String id) {
            Settings settings = settings();
            Journey journey = request(id, settings);
            journey.wishes(new RequestWishes(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Urgency.ORDINARY,
                    RoutingRules.limited(Optional.of(policy), ofRequest),
                    pin,
                    ProviderPreference.NONE,
                    Patience.NONE));
            if (!trial.isEmpty()) {
                journey.handling().trial(Trial.trial("x", "simple", trial));
            }
            if (!answeredBefore) {
                warm.ifPresent(name -> world.answeredLast(known(deployments, name), request(id + "-before", settings)));
                answeredBefore = true;
            }
            return journey;
        }

        private Journey request(String id, Settings settings) {
            Journey journey = Journeys.journey(id).settings(settings).build();
            journey.origin(new Origin(Caller.UNNAMED, "", session, Map.of()));
            journey.promptTokens(PROMPT_TOKENS);
            return journey;
        }

        private Settings settings() {
            Map<String, Provider> providers = new LinkedHashMap<>();
            Map<String, PromptCache> caches = new LinkedHashMap<>();
            deployments.values().forEach(deployment -> {
                providers.put(deployment.provider(), RoutingWorld.provider(deployment.provider()));
                caches.put(deployment.provider(), new PromptCache(Duration.ofMinutes(5), 1_000));
            });
            Tier simple = new Tier(
                    "simple",
                    "",
                    tier,
                    10,
                    Tier.DEFAULT_DEADLINE,
                    Optional.empty(),
                    Duration.ZERO,
                    StreamRecovery.RESUME);
            return new Settings(
                            providers,
                            deployments,
                            Map.of("simple", simple),
                            Journeys.SETTINGS.classifier(),
                            List.of(),
                            "")
                    .with(new RoutingSettings(
                            traits,
                            Map.of("simple", RoutingRules.limited(Optional.empty(), ofTier)),
                            Map.of(),
                            UnknownPrices.UNSAID,
                            new Affinity(Map.of(), Map.of(), caches),
                            Map.of()));
        }

        /** Reckoned here once more, from what was drawn. */
        void requireAllowed(Deployment called) {
            DeploymentTraits own = known(traits, called.name());
            assertThat(Stream.concat(tier.stream(), trial.stream())).contains(called.name());
            assertThat(world.outOfService).doesNotContain(called.name());
            assertThat(called.contextTokens()).isGreaterThanOrEqualTo((int) PROMPT_TOKENS);
            assertThat(world.overrides)
                    .noneMatch(order -> order.kind() == OverrideKind.DRAIN
                            && order.subject().equals(called.name()));
            pin.filter(held -> held.whenDown() == Pin.WhenDown.REFUSE)
                    .flatMap(held -> held.deployment().or(() -> warm))
                    .ifPresent(held -> assertThat(called.name()).isEqualTo(held));
            Stream.of(ofTier, ofRequest).forEach(limits -> {
                limits.regions().ifPresent(regions -> assertThat(regions).contains(own.region()));
                limits.only().ifPresent(only -> assertThat(only).contains(called.provider()));
                limits.maxCostUsd()
                        .ifPresent(most -> assertThat(highestCost(called)).isLessThanOrEqualTo(most));
                limits.maxPrice().prompt().ifPresent(most -> assertThat(price(called))
                        .isLessThanOrEqualTo(most));
                assertThat(limits.ignored()).doesNotContain(called.provider());
                assertThat(own.data()).isGreaterThanOrEqualTo(limits.data());
                assertThat(own.capabilities()).containsAll(limits.capabilities());
                assertThat(own.quality()).isGreaterThanOrEqualTo(limits.minQuality());
            });
        }

        private BigDecimal price(Deployment called) {
            return BigDecimal.valueOf(known(world.prices, called.name()));
        }

        /** The whole prompt uncached and an answer of 256 tokens, the usual length, at twice the price. */
        private BigDecimal highestCost(Deployment called) {
            return price(called)
                    .multiply(BigDecimal.valueOf(PROMPT_TOKENS + 2 * 256))
                    .movePointLeft(6);
        }

        private HardLimits limits() {
            return new HardLimits(
                    oneIn(4) ? Optional.of(BigDecimal.valueOf(chance.nextInt(40_000), 6)) : Optional.empty(),
                    oneIn(6)
                            ? new MaxPrice(Optional.of(BigDecimal.valueOf(chance.nextInt(20))), Optional.empty())
                            : MaxPrice.ANY,
                    Optional.empty(),
                    oneIn(4) ? Optional.of(Set.of(any(List.of("eu", "us")))) : Optional.empty(),
                    oneIn(3) ? any(List.of(DataPolicy.values())) : DataPolicy.MAY_COLLECT,
                    oneIn(6) ? Optional.of(Set.of("a", "b", "c", CHEAPER)) : Optional.empty(),
                    oneIn(4) ? Set.of(any(NAMES)) : Set.of(),
                    oneIn(6) ? Set.of(Capability.VISION) : Set.of(),
                    oneIn(4) ? chance.nextInt(60) : 0);
        }

        private List<String> names() {
            return List.copyOf(deployments.keySet());
        }

        private boolean oneIn(int times) {
            return chance.nextInt(times) == 0;
        }

        private <T> T any(List<T> from) {
            return from.get(chance.nextInt(from.size()));
        }
    }
}
