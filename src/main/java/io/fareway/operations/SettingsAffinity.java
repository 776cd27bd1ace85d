package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Caller;
import io.fareway.model.NearestName;
import io.fareway.model.Settings;
import io.fareway.model.choice.Affinity;
import io.fareway.model.choice.Pin;
import io.fareway.model.choice.PromptCache;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the pins of {@code callers.yaml} and the prompt caches of {@code providers.yaml}. Problems: a pin to nothing, or
 * without fail-over to a deployment that is not active; a user tier that nobody has.
 */
final class SettingsAffinity {

    private final SettingsSources sources;
    private final YamlFile callers;
    private final SettingsProblems problems;

    SettingsAffinity(SettingsSources sources, YamlFile callers, SettingsProblems problems) {
        this.sources = sources;
        this.callers = callers;
        this.problems = problems;
    }

    /** The same settings with it; only right when no problem was added. */
    Settings in(Settings settings) {
        Set<String> userTiers = settings.callers().all().stream()
                .map(Caller::userTier)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        callers.section("user-tiers").fieldNames().forEachRemaining(name -> {
            if (!userTiers.contains(name)) {
                problems.add(
                        callers,
                        YamlFile.at("user-tiers", name),
                        "no caller has the user tier \"" + name + "\"" + NearestName.hint(name, userTiers)
                                + ": correct or remove it");
            }
        });
        Affinity affinity = new Affinity(pins("callers", settings), pins("user-tiers", settings), promptCaches());
        return settings.with(settings.routing().with(affinity));
    }

    private Map<String, Pin> pins(String section, Settings settings) {
        Map<String, Pin> pins = new LinkedHashMap<>();
        callers.section(section).properties().forEach(entry -> {
            JsonNode said = entry.getValue();
            if (said.has("pin")) {
                Pin pin = Pin.to(
                        said.path("pin").asText(),
                        Pin.WhenDown.of(said.path("pin-when-down").asText()).orElse(Pin.WhenDown.FAIL_OVER));
                pins.put(entry.getKey(), pin);
                check(pin, YamlFile.at(section, entry.getKey(), "pin"), settings);
            } else if (said.has("pin-when-down")) {
                problems.add(
                        callers,
                        YamlFile.at(section, entry.getKey(), "pin-when-down"),
                        "pin-when-down without a pin: add pin, or remove it");
            }
        });
        return pins;
    }

    private void check(Pin pin, JsonPointer at, Settings settings) {
        pin.deployment().ifPresent(name -> {
            if (!sources.deploymentNames().contains(name)) {
                problems.add(
                        callers,
                        at,
                        "unknown deployment \"" + name + "\"" + NearestName.hint(name, sources.deploymentNames())
                                + ": correct the name, add it to models.yaml, or write session");
            } else if (pin.whenDown() == Pin.WhenDown.REFUSE
                    && settings.deployment(name).isEmpty()) {
                problems.add(
                        callers,
                        at,
                        "\"" + name + "\" is not active, and pin-when-down: refuse allows nobody else: activate its"
                                + " provider or write fail-over");
            }
        });
    }

    private Map<String, PromptCache> promptCaches() {
        Map<String, PromptCache> caches = new LinkedHashMap<>();
        sources.providerEntries().properties().forEach(entry -> {
            JsonNode said = entry.getValue().path("prompt-cache");
            if (said.isObject()) {
                caches.put(
                        entry.getKey(),
                        new PromptCache(
                                Duration.ofMillis(said.path("life-ms").asLong()),
                                said.path("from-tokens").asLong()));
            }
        });
        return caches;
    }
}
