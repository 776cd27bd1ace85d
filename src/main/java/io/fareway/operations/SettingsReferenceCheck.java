package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.NearestName;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Checks that every name in one settings file stands for something in another, and that every tier can answer. */
final class SettingsReferenceCheck {

    private final SettingsSources sources;
    private final Set<String> activeProviders;
    private final SettingsProblems problems;

    SettingsReferenceCheck(SettingsSources sources, Set<String> activeProviders, SettingsProblems problems) {
        this.sources = sources;
        this.activeProviders = activeProviders;
        this.problems = problems;
    }

    void run() {
        checkModels();
        checkTiers();
        checkBaseline();
        checkHints();
    }

    private void checkModels() {
        Map<String, String> routeNames = new HashMap<>();
        sources.modelEntries()
                .properties()
                .forEach(model -> model.getValue().fieldNames().forEachRemaining(provider -> {
                    JsonPointer at = YamlFile.at("models", model.getKey(), provider);
                    known("provider", provider, sources.providerNames(), sources.models(), at, "providers.yaml");
                    String name = provider + "/" + model.getKey();
                    String other = routeNames.putIfAbsent(name.replace('/', '-'), name);
                    if (other != null) {
                        problems.add(
                                sources.models(),
                                at,
                                "deployments " + other + " and " + name
                                        + " would share one route name: rename the model or the provider");
                    }
                }));
    }

    private void checkTiers() {
        sources.tierEntries().properties().forEach(tier -> {
            JsonPointer at = YamlFile.at("tiers", tier.getKey());
            checkTierName(tier.getKey(), at);
            JsonPointer listAt = at.appendProperty("deployments");
            JsonNode list = tier.getValue().path("deployments");
            knownDeployments(list, listAt);
            if (!list.isEmpty() && !activeProviders.isEmpty() && noneActive(list)) {
                problems.add(sources.tiers(), listAt, nobodyFor("tier \"" + tier.getKey() + "\" has", list));
            }
        });
    }

    private void checkTierName(String name, JsonPointer at) {
        if (name.equals(Settings.AUTO) || name.equals(Tier.NAMED)) {
            problems.add(sources.tiers(), at, "\"" + name + "\" has a meaning of its own: rename the tier");
        }
        if (sources.modelNames().contains(name)) {
            problems.add(sources.tiers(), at, "\"" + name + "\" is also a model: rename the tier");
        }
    }

    private void checkBaseline() {
        JsonPointer at = YamlFile.at("baseline");
        JsonNode list = sources.tiers().section("baseline");
        knownDeployments(list, at);
        if (!list.isEmpty() && !activeProviders.isEmpty() && noneActive(list)) {
            problems.add(sources.tiers(), at, nobodyFor("the baseline has", list));
        }
    }

    private void checkHints() {
        sources.classifier()
                .section("hints")
                .properties()
                .forEach(hint -> known(
                        "tier",
                        hint.getValue().asText(),
                        sources.tierNames(),
                        sources.classifier(),
                        YamlFile.at("hints", hint.getKey()),
                        "tiers.yaml"));
        JsonNode limits = sources.classifier().section("tiers");
        for (int i = 0; i < limits.size(); i++) {
            JsonPointer at = YamlFile.at("tiers").appendIndex(i);
            String tier = limits.path(i).path("tier").asText();
            known("tier", tier, sources.tierNames(), sources.classifier(), at, "tiers.yaml");
        }
    }

    private void knownDeployments(JsonNode list, JsonPointer listAt) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonPointer at = listAt.appendIndex(i);
            String name = list.path(i).asText();
            known("deployment", name, sources.deploymentNames(), sources.tiers(), at, "models.yaml");
            if (!seen.add(name)) {
                problems.add(sources.tiers(), at, "\"" + name + "\" stands here twice: remove one of them");
            }
        }
    }

    /** A name that is no text at all is left to the schema. */
    private void known(
            String kind, String name, Collection<String> names, YamlFile file, JsonPointer at, String definedIn) {
        if (!name.isEmpty() && !names.contains(name)) {
            problems.add(
                    file,
                    at,
                    "unknown " + kind + " \"" + name + "\"" + NearestName.hint(name, names)
                            + ": correct the name or add it to " + definedIn);
        }
    }

    private boolean noneActive(JsonNode deployments) {
        return texts(deployments).stream().map(SettingsSources::providerIn).noneMatch(activeProviders::contains);
    }

    private String nobodyFor(String subject, JsonNode deployments) {
        String keys = texts(deployments).stream()
                .map(SettingsSources::providerIn)
                .flatMap(provider ->
                        SettingsKeys.places(sources.providerEntries().path(provider)).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return subject + " no active deployment: list one of " + String.join(", ", activeProviders)
                + (keys.isEmpty() ? "" : ", or set one of " + keys);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
