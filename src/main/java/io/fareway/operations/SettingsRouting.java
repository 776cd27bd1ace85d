package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Deployment;
import io.fareway.model.Prefill;
import io.fareway.model.check.AnswerCheck;
import io.fareway.model.check.AnswerChecks;
import io.fareway.model.choice.Affinity;
import io.fareway.model.choice.BalanceWeights;
import io.fareway.model.choice.Capability;
import io.fareway.model.choice.DataPolicy;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.Judge;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.Profile;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.RoutingSettings;
import io.fareway.model.choice.TierChecks;
import io.fareway.model.choice.UnknownPrice;
import io.fareway.model.choice.UnknownPrices;
import io.fareway.pricing.PriceTermsJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Builds traits, policies and profiles from checked files. */
final class SettingsRouting {

    private final SettingsSources sources;

    SettingsRouting(SettingsSources sources) {
        this.sources = sources;
    }

    RoutingSettings build(Collection<Deployment> deployments) {
        Map<String, DeploymentTraits> traits = new LinkedHashMap<>();
        deployments.forEach(deployment -> traits.put(deployment.name(), traits(deployment)));
        Map<String, RoutingRules> tiers = new LinkedHashMap<>();
        sources.tierEntries().properties().forEach(tier -> tiers.put(tier.getKey(), rules(tier.getValue())));
        return new RoutingSettings(
                Collections.unmodifiableMap(traits),
                Collections.unmodifiableMap(tiers),
                Collections.unmodifiableMap(profiles()),
                unknownPrices(),
                Affinity.NONE,
                checks(traits.keySet()));
    }

    private Map<String, TierChecks> checks(Set<String> active) {
        Map<String, TierChecks> checks = new LinkedHashMap<>();
        sources.tierEntries().properties().forEach(tier -> {
            JsonNode said = tier.getValue().path("checks");
            if (said.isObject()) {
                checks.put(
                        tier.getKey(),
                        new TierChecks(
                                answerChecks(said),
                                said.path("json-schema").asBoolean(),
                                judge(said.path("judge"), active),
                                text(said, "escalate-to")));
            }
        });
        return Collections.unmodifiableMap(checks);
    }

    private static List<AnswerCheck> answerChecks(JsonNode said) {
        List<AnswerCheck> rules = new ArrayList<>();
        if (said.path("not-empty").asBoolean()) {
            rules.add(new AnswerCheck.NotEmpty());
        }
        texts(said.path("refusals")).forEach(refusal -> rules.add(AnswerChecks.refusal(refusal)));
        text(said, "must-match")
                .ifPresent(expression -> rules.add(new AnswerCheck.Matches(Pattern.compile(expression))));
        return rules;
    }

    /** None where the deployment is not active. */
    private static Optional<Judge> judge(JsonNode said, Set<String> active) {
        return text(said, "deployment")
                .filter(active::contains)
                .map(deployment -> new Judge(
                        deployment,
                        said.path("criteria").asText(),
                        said.path("min-score").asInt(Judge.USUAL_MIN_SCORE),
                        said.path("share-percent").asDouble(100),
                        said.path("max-tokens").asInt(Judge.USUAL_MAX_TOKENS),
                        text(said, "max-cost-usd").map(BigDecimal::new).orElse(Judge.USUAL_MAX_COST_USD),
                        millis(said, "time-limit-ms").orElse(Judge.USUAL_TIME_LIMIT)));
    }

    private UnknownPrices unknownPrices() {
        Map<String, UnknownPrice> byTier = new LinkedHashMap<>();
        sources.tierEntries().properties().forEach(tier -> unknownPrice(tier.getValue())
                .ifPresent(said -> byTier.put(tier.getKey(), said)));
        UnknownPrice usual = unknownPrice(sources.tiers().content()).orElse(UnknownPrices.UNSAID.usual());
        return new UnknownPrices(usual, byTier);
    }

    private static Optional<UnknownPrice> unknownPrice(JsonNode entry) {
        JsonNode said = entry.path("unknown-price");
        return switch (said.path("then").asText()) {
            case "refuse" -> Optional.of(new UnknownPrice.Refuse());
            case "reserve-ceiling" ->
                Optional.of(new UnknownPrice.ReserveCeiling(PriceTermsJson.tokens(said.path("usd-per-million"))));
            default -> Optional.empty();
        };
    }

    private Map<String, Profile> profiles() {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        sources.profileEntries()
                .properties()
                .forEach(entry -> profiles.put(
                        entry.getKey(),
                        new Profile(
                                entry.getKey(),
                                entry.getValue().path("description").asText(),
                                text(entry.getValue(), "tier"),
                                rules(entry.getValue()))));
        return profiles;
    }

    /** What a model's entry does not say, its provider's may. */
    private DeploymentTraits traits(Deployment deployment) {
        JsonNode own = sources.modelEntries().path(deployment.model()).path(deployment.provider());
        JsonNode provider = sources.providerEntries().path(deployment.provider());
        return new DeploymentTraits(
                text(own, "region").or(() -> text(provider, "region")).orElse(""),
                text(own, "data")
                        .or(() -> text(provider, "data"))
                        .flatMap(DataPolicy::of)
                        .orElse(DataPolicy.MAY_COLLECT),
                capabilities(own, deployment),
                own.path("quality").asInt(DeploymentTraits.USUAL_QUALITY),
                provider.path("self-hosted").asBoolean(),
                provider.path("takes-preferences").asBoolean());
    }

    private static Set<Capability> capabilities(JsonNode own, Deployment deployment) {
        EnumSet<Capability> capabilities = EnumSet.noneOf(Capability.class);
        capabilities.addAll(own.has("capabilities") ? capabilities(own.path("capabilities")) : Capability.USUAL);
        if (deployment.prefill() != Prefill.NONE) {
            capabilities.add(Capability.PREFILL);
        }
        return capabilities;
    }

    private static Set<Capability> capabilities(JsonNode list) {
        EnumSet<Capability> capabilities = EnumSet.noneOf(Capability.class);
        list.forEach(name -> Capability.of(name.asText()).ifPresent(capabilities::add));
        return capabilities;
    }

    /** The rules of a tier or profile. */
    static RoutingRules rules(JsonNode entry) {
        Map<String, Integer> shares = new LinkedHashMap<>();
        entry.path("shares")
                .properties()
                .forEach(share -> shares.put(share.getKey(), share.getValue().asInt()));
        return new RoutingRules(
                text(entry, "policy").flatMap(Policy::of),
                limits(entry.path("limits")),
                balance(entry.path("balance")),
                shares,
                entry.path("self-hosted-first").asBoolean(),
                text(entry, "max-times-cheapest").map(BigDecimal::new),
                millis(entry, "target-latency-ms"));
    }

    private static HardLimits limits(JsonNode entry) {
        return new HardLimits(
                text(entry, "max-cost-usd").map(BigDecimal::new),
                HardLimits.NONE.maxPrice(),
                millis(entry, "max-latency-ms"),
                entry.has("regions") ? Optional.of(texts(entry.path("regions"))) : Optional.empty(),
                text(entry, "data").flatMap(DataPolicy::of).orElse(DataPolicy.MAY_COLLECT),
                entry.has("only") ? Optional.of(texts(entry.path("only"))) : Optional.empty(),
                texts(entry.path("ignore")),
                capabilities(entry.path("capabilities")),
                entry.path("min-quality").asInt(0));
    }

    private static Optional<BalanceWeights> balance(JsonNode entry) {
        return entry.isObject()
                ? Optional.of(new BalanceWeights(
                        entry.path("cost").asInt(),
                        entry.path("latency").asInt(),
                        entry.path("reliability").asInt()))
                : Optional.empty();
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Optional<String> text(JsonNode entry, String key) {
        return entry.path(key).isValueNode() ? Optional.of(entry.path(key).asText()) : Optional.empty();
    }

    private static Optional<Duration> millis(JsonNode entry, String key) {
        return entry.path(key).isNumber()
                ? Optional.of(Duration.ofMillis(entry.path(key).asLong()))
                : Optional.empty();
    }
}
