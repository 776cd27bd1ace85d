package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.NearestName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Checks that every deployment has prices, and that at every moment only one of them holds. */
final class SettingsPriceCheck {

    private final SettingsSources sources;
    private final SettingsProblems problems;

    SettingsPriceCheck(SettingsSources sources, SettingsProblems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    void run() {
        Set<String> deployments = sources.deploymentNames();
        sources.priceEntries().properties().forEach(entry -> {
            JsonPointer at = YamlFile.at("prices", entry.getKey());
            if (!deployments.contains(entry.getKey())) {
                problems.add(
                        sources.prices(),
                        at,
                        "unknown deployment \"" + entry.getKey() + "\"" + NearestName.hint(entry.getKey(), deployments)
                                + ": correct the name or add it to models.yaml");
            }
            checkDates(entry.getValue(), at);
        });
        if (sources.tiers().section("unknown-price").isMissingNode()) {
            deployments.stream()
                    .filter(deployment -> !sources.priceEntries().has(deployment))
                    .forEach(this::reportMissingPrice);
        }
    }

    private void checkDates(JsonNode prices, JsonPointer listAt) {
        Map<Instant, Integer> lines = new HashMap<>();
        for (int i = 0; i < prices.size(); i++) {
            JsonPointer at = listAt.appendIndex(i);
            checkDate(prices.path(i).path("source-date"), at.appendProperty("source-date"));
            JsonPointer fromAt = at.appendProperty("effective-from");
            JsonNode from = prices.path(i).path("effective-from");
            if (!checkDate(from, fromAt)) {
                continue;
            }
            Integer earlier = lines.putIfAbsent(
                    SettingsDates.firstMoment(from.asText()), sources.prices().lineOf(fromAt));
            if (earlier != null) {
                problems.add(
                        sources.prices(),
                        fromAt,
                        "a second price from " + from.asText() + " on (first in line " + earlier
                                + "): remove one of them or change its date");
            }
        }
    }

    /** Whether the date can be used; what the schema refused is not reported again. */
    private boolean checkDate(JsonNode date, JsonPointer at) {
        if (!date.asText().matches("\\d{4}-\\d\\d-\\d\\d.*")) {
            return false;
        }
        try {
            SettingsDates.firstMoment(date.asText());
            return true;
        } catch (DateTimeException e) {
            problems.add(sources.prices(), at, "there is no date \"" + date.asText() + "\": correct it");
            return false;
        }
    }

    private void reportMissingPrice(String deployment) {
        int slash = deployment.indexOf('/');
        JsonPointer at = YamlFile.at("models", deployment.substring(slash + 1), deployment.substring(0, slash));
        problems.add(
                sources.models(),
                at,
                "\"" + deployment + "\" has no price: add one to prices.yaml, or say" + " unknown-price in tiers.yaml");
    }
}
