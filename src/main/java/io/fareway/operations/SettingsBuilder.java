package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Deployment;
import io.fareway.model.OnUnsupported;
import io.fareway.model.Prefill;
import io.fareway.model.Price;
import io.fareway.model.Provider;
import io.fareway.model.Settings;
import io.fareway.model.StreamRecovery;
import io.fareway.model.Tier;
import io.fareway.model.Wire;
import io.fareway.model.conversation.Dialect;
import io.fareway.pricing.PriceTermsJson;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Builds the settings from files that have passed every check. Inactive providers and all that is theirs leave. */
final class SettingsBuilder {

    private final SettingsSources sources;
    private final Set<String> activeProviders;
    private final SettingsProviders built;

    SettingsBuilder(SettingsSources sources, Set<String> activeProviders, SettingsProviders built) {
        this.sources = sources;
        this.activeProviders = activeProviders;
        this.built = built;
    }

    Settings build() {
        Map<String, Deployment> deployments = deployments();
        return new Settings(
                        Collections.unmodifiableMap(providers()),
                        Collections.unmodifiableMap(deployments),
                        Collections.unmodifiableMap(tiers(deployments.keySet())),
                        SettingsClassifier.rules(sources.classifier()),
                        List.copyOf(prices()),
                        active(sources.tiers().section("baseline"), deployments.keySet())
                                .getFirst())
                .with(new SettingsRouting(sources).build(deployments.values()));
    }

    private Map<String, Provider> providers() {
        Map<String, Provider> providers = new LinkedHashMap<>();
        for (String name : activeProviders) {
            providers.put(name, built.provider(name));
        }
        return providers;
    }

    private Map<String, Deployment> deployments() {
        Map<String, Deployment> deployments = new LinkedHashMap<>();
        sources.modelEntries()
                .properties()
                .forEach(model -> model.getValue().properties().forEach(entry -> {
                    if (activeProviders.contains(entry.getKey())) {
                        Deployment deployment = deployment(entry.getKey(), model.getKey(), entry.getValue());
                        deployments.put(deployment.name(), deployment);
                    }
                }));
        return deployments;
    }

    private Deployment deployment(String provider, String model, JsonNode entry) {
        return new Deployment(
                provider,
                model,
                entry.path("id").asText(),
                entry.path("context-tokens").asInt(),
                entry.path("feed-key").asText(),
                SettingsActivation.isSimulated(sources.providerEntries().path(provider)),
                Prefill.of(entry.path("prefill").asText()).orElse(Prefill.NONE),
                wire(provider, model, entry));
    }

    /** A deployment's own word counts before its provider's. */
    private Wire wire(String providerName, String model, JsonNode entry) {
        JsonNode provider = sources.providerEntries().path(providerName);
        JsonNode unsupported = entry.has("on-unsupported") ? entry : provider;
        JsonNode edits = entry.has("request-fields") ? entry : provider;
        return new Wire(
                formatOf(entry).or(() -> formatOf(provider)).orElse(Dialect.OPENAI_CHAT),
                OnUnsupported.of(unsupported.path("on-unsupported").asText()).orElse(OnUnsupported.REJECT),
                entry.path("answer-tokens").asInt(Wire.DEFAULT_ANSWER_TOKENS),
                SettingsEdits.of(edits.path("request-fields")),
                built.asCalledBy(providerName, model, entry));
    }

    private static Optional<Dialect> formatOf(JsonNode entry) {
        return Dialect.of(entry.path("wire-format").asText());
    }

    private Map<String, Tier> tiers(Set<String> deployments) {
        Map<String, Tier> tiers = new LinkedHashMap<>();
        sources.tierEntries()
                .properties()
                .forEach(entry -> tiers.put(entry.getKey(), tier(entry.getKey(), entry.getValue(), deployments)));
        return tiers;
    }

    private static Tier tier(String name, JsonNode entry, Set<String> deployments) {
        return new Tier(
                name,
                entry.path("description").asText(),
                active(entry.path("deployments"), deployments),
                entry.path("failovers").asInt(),
                millis(entry.path("deadline-ms")).orElse(Tier.DEFAULT_DEADLINE),
                millis(entry.path("first-token-ms")),
                millis(entry.path("patience-ms")).orElse(Tier.DEFAULT_PATIENCE),
                StreamRecovery.of(entry.path("stream-recovery").asText()).orElse(StreamRecovery.RESUME));
    }

    private static Optional<Duration> millis(JsonNode value) {
        return value.isNumber() ? Optional.of(Duration.ofMillis(value.asLong())) : Optional.empty();
    }

    private static List<String> active(JsonNode names, Set<String> deployments) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .filter(deployments::contains)
                .toList();
    }

    private List<Price> prices() {
        List<Price> prices = new ArrayList<>();
        SettingsCurrencies currencies = new SettingsCurrencies(sources.prices().section("currencies"));
        sources.priceEntries().properties().forEach(entry -> currencies
                .inUsd(entry.getValue())
                .forEach(price -> prices.add(price(entry.getKey(), price))));
        return prices;
    }

    private static Price price(String deployment, JsonNode entry) {
        return new Price(
                deployment,
                SettingsDates.firstMoment(entry.path("effective-from").asText()),
                PriceTermsJson.tokens(entry.path("usd-per-million")),
                PriceTermsJson.read(entry),
                entry.path("source").asText(),
                LocalDate.parse(entry.path("source-date").asText()));
    }
}
