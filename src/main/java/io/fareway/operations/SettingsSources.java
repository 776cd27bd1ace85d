package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** The settings files as read. Any of them may still hold mistakes; profiles may be absent. */
record SettingsSources(
        YamlFile providers, YamlFile models, YamlFile prices, YamlFile tiers, YamlFile classifier, YamlFile profiles) {

    JsonNode providerEntries() {
        return providers.section("providers");
    }

    JsonNode modelEntries() {
        return models.section("models");
    }

    JsonNode priceEntries() {
        return prices.section("prices");
    }

    JsonNode tierEntries() {
        return tiers.section("tiers");
    }

    JsonNode profileEntries() {
        return profiles.section("profiles");
    }

    Set<String> profileNames() {
        return keys(profileEntries());
    }

    Set<String> providerNames() {
        return keys(providerEntries());
    }

    Set<String> modelNames() {
        return keys(modelEntries());
    }

    Set<String> tierNames() {
        return keys(tierEntries());
    }

    /** Deployments of known providers, active or not, in the order of the file. */
    Set<String> deploymentNames() {
        Set<String> names = new LinkedHashSet<>();
        modelEntries().properties().forEach(model -> keys(model.getValue()).stream()
                .filter(providerEntries()::has)
                .forEach(provider -> names.add(provider + "/" + model.getKey())));
        return names;
    }

    /** The provider in a deployment's name. */
    static String providerIn(String deployment) {
        return deployment.substring(0, Math.max(0, deployment.indexOf('/')));
    }

    private static Set<String> keys(JsonNode mapping) {
        Set<String> keys = new LinkedHashSet<>();
        mapping.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
