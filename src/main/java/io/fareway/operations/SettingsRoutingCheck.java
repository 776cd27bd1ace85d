package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.NearestName;
import io.fareway.model.Settings;
import io.fareway.model.choice.RoutingRules;
import io.fareway.routing.StandingLimits;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks what settings say about choosing: every name stands for something, every tier can be reached, and the limits of
 * every tier and profile leave somebody to ask.
 */
final class SettingsRoutingCheck {

    private final SettingsSources sources;
    private final SettingsProblems problems;

    SettingsRoutingCheck(SettingsSources sources, SettingsProblems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    /** Names and ways, as the files say. */
    void checkNames() {
        sources.tierEntries().properties().forEach(tier -> checkNames(sources.tiers(), "tiers", tier.getKey()));
        sources.profileEntries().properties().forEach(profile -> {
            checkNames(sources.profiles(), "profiles", profile.getKey());
            String tier = profile.getValue().path("tier").asText();
            JsonPointer at = YamlFile.at("profiles", profile.getKey(), "tier");
            known("tier", tier, sources.tierNames(), sources.profiles(), at, "tiers.yaml");
        });
        checkUnknownPrice(YamlFile.at("unknown-price"));
        sources.tierNames().forEach(tier -> checkUnknownPrice(YamlFile.at("tiers", tier, "unknown-price")));
        checkReachable();
    }

    private void checkUnknownPrice(JsonPointer at) {
        JsonNode said = sources.tiers().content().at(at);
        boolean ceiling = said.path("then").asText().equals("reserve-ceiling");
        if (ceiling && !said.has("usd-per-million")) {
            problems.add(
                    sources.tiers(),
                    at,
                    "\"reserve-ceiling\" needs \"usd-per-million\": say what a million tokens cost at most");
        }
        if (!ceiling && said.has("usd-per-million")) {
            problems.add(
                    sources.tiers(),
                    at.appendProperty("usd-per-million"),
                    "a ceiling counts only with \"then: reserve-ceiling\": write that or remove it");
        }
    }

    private void checkNames(YamlFile file, String section, String name) {
        JsonNode entry = file.section(section).path(name);
        entry.path("shares")
                .fieldNames()
                .forEachRemaining(deployment -> known(
                        "deployment",
                        deployment,
                        sources.deploymentNames(),
                        file,
                        YamlFile.at(section, name, "shares", deployment),
                        "models.yaml"));
        for (String list : List.of("only", "ignore")) {
            Set<String> names = new LinkedHashSet<>(sources.providerNames());
            names.addAll(sources.deploymentNames());
            JsonNode entries = entry.path("limits").path(list);
            for (int i = 0; i < entries.size(); i++) {
                JsonPointer at = YamlFile.at(section, name, "limits", list).appendIndex(i);
                known("provider or deployment", entries.path(i).asText(), names, file, at, "providers.yaml");
            }
        }
        if (entry.path("shares").isObject() && !entry.path("policy").asText().equals("weighted")) {
            problems.add(
                    file,
                    YamlFile.at(section, name, "shares"),
                    "shares count only under the policy weighted: write \"policy: weighted\" or remove them");
        }
    }

    /** A tier that nothing leads to is a mistake, unless callers are meant to name it. */
    private void checkReachable() {
        Set<String> reached = new HashSet<>();
        sources.classifier().section("hints").forEach(tier -> reached.add(tier.asText()));
        sources.classifier()
                .section("tiers")
                .forEach(limit -> reached.add(limit.path("tier").asText()));
        sources.profileEntries()
                .forEach(profile -> reached.add(profile.path("tier").asText()));
        sources.tierEntries()
                .forEach(tier ->
                        reached.add(tier.path("checks").path("escalate-to").asText()));
        sources.tierEntries().properties().forEach(tier -> {
            boolean named = tier.getValue().path("asked-by-name").asBoolean();
            if (!named && !reached.contains(tier.getKey())) {
                problems.add(
                        sources.tiers(),
                        YamlFile.at("tiers", tier.getKey()),
                        "nothing leads to the tier \"" + tier.getKey()
                                + "\": name it in classifier.yaml, in a profile or as escalate-to, or write \"asked-by-name: true\"");
            }
        });
    }

    /** Limits against the deployments that are active. */
    void checkCandidates(Settings settings) {
        settings.tiers().values().forEach(tier -> {
            RoutingRules rules = settings.routing().rulesOf(tier.name());
            List<String> objections = StandingLimits.objections(rules.limits(), tier.deployments(), settings);
            if (objections.size() == tier.deployments().size()) {
                problems.add(
                        sources.tiers(),
                        YamlFile.at("tiers", tier.name(), "limits"),
                        "the limits of tier \"" + tier.name() + "\" leave no active deployment ("
                                + String.join("; ", objections) + "): loosen one or add a deployment");
            }
        });
        settings.routing().profiles().values().forEach(profile -> {
            List<String> all = List.copyOf(settings.deployments().keySet());
            List<String> objections = StandingLimits.objections(profile.rules().limits(), all, settings);
            if (objections.size() == all.size()) {
                problems.add(
                        sources.profiles(),
                        YamlFile.at("profiles", profile.name(), "limits"),
                        "the limits of profile \"" + profile.name()
                                + "\" leave no active deployment of any tier: loosen one");
            }
        });
    }

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
}
