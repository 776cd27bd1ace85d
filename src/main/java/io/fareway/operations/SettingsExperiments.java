package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Deployment;
import io.fareway.model.NearestName;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.choice.Policy;
import io.fareway.model.experiment.Experiment;
import io.fareway.model.experiment.Experiments;
import io.fareway.model.experiment.Guard;
import io.fareway.model.experiment.Shadow;
import io.fareway.model.experiment.Split;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads {@code experiments.yaml}, checks what its shape does not say, and makes experiments of it. */
final class SettingsExperiments {

    private static final String SECTION = "experiments";
    private static final String SHADOWS = "shadows";

    private final YamlFile file;
    private final SettingsSources sources;
    private final SettingsProblems problems;

    SettingsExperiments(YamlFile file, SettingsSources sources, SettingsProblems problems) {
        this.file = file;
        this.sources = sources;
        this.problems = problems;
    }

    /** Reports unknown names and dates that are none. */
    void checkNames() {
        checkNames(SECTION);
        checkNames(SHADOWS);
    }

    private void checkNames(String section) {
        file.section(section).properties().forEach(entry -> {
            JsonPointer at = YamlFile.at(section, entry.getKey());
            JsonNode body = entry.getValue();
            known("tier", body.path("tier").asText(), sources.tierNames(), at.appendProperty("tier"));
            known(
                    "deployment",
                    body.path("deployment").asText(),
                    sources.deploymentNames(),
                    at.appendProperty("deployment"));
            JsonNode deployments = body.path("deployments");
            for (int i = 0; i < deployments.size(); i++) {
                JsonPointer deploymentAt = at.appendProperty("deployments").appendIndex(i);
                known("deployment", deployments.path(i).asText(), sources.deploymentNames(), deploymentAt);
            }
            checkDate(body.path("from").asText("1970-01-01"), at.appendProperty("from"));
            checkDate(body.path("until").asText(), at.appendProperty("until"));
        });
    }

    private void checkDate(String text, JsonPointer at) {
        try {
            SettingsDates.firstMoment(text);
        } catch (DateTimeException e) {
            problems.add(file, at, "there is no date \"" + text + "\": write it as in 2026-08-01");
        }
    }

    private void known(String kind, String name, Set<String> names, JsonPointer at) {
        if (!name.isEmpty() && !names.contains(name)) {
            problems.add(
                    file,
                    at,
                    "unknown " + kind + " \"" + name + "\"" + NearestName.hint(name, names) + ": correct the name");
        }
    }

    /** The experiments of a file whose names are known; reports those that could not tell anything. */
    Experiments experiments(Settings settings) {
        List<Experiment> all = file.section(SECTION).properties().stream()
                .map(entry -> experiment(entry.getKey(), entry.getValue(), settings))
                .toList();
        for (int i = 0; i < all.size(); i++) {
            checkTimes(all.get(i), all.subList(0, i));
            checkDiffers(all.get(i), settings);
        }
        List<Shadow> shadows = file.section(SHADOWS).properties().stream()
                .map(entry -> shadow(entry.getKey(), entry.getValue(), settings))
                .toList();
        return new Experiments(all, shadows);
    }

    private void checkTimes(Experiment experiment, List<Experiment> before) {
        if (!experiment.until().isAfter(experiment.from())) {
            problems.add(
                    file,
                    YamlFile.at(SECTION, experiment.name(), "until"),
                    "it ends before it begins: write a later \"until\"");
        }
        before.stream()
                .filter(other -> other.tier().equals(experiment.tier())
                        && other.from().isBefore(experiment.until())
                        && experiment.from().isBefore(other.until()))
                .forEach(other -> problems.add(
                        file,
                        YamlFile.at(SECTION, experiment.name()),
                        "at the same time as \"" + other.name() + "\" in tier \"" + experiment.tier()
                                + "\", so neither could be told from the other: let one follow the other"));
    }

    /** In a tier of a fixed order it is plain whether the trial changes anything. */
    private void checkDiffers(Experiment experiment, Settings settings) {
        Optional<Tier> tier = Optional.ofNullable(settings.tiers().get(experiment.tier()));
        boolean fixed = settings.routing().rulesOf(experiment.tier()).policy().orElse(Policy.FIXED) == Policy.FIXED;
        List<String> usual = tier.map(Tier::deployments).orElse(List.of());
        int length = experiment.deployments().size();
        if (fixed
                && length > 0
                && length <= usual.size()
                && usual.subList(0, length).equals(experiment.deployments())) {
            problems.add(
                    file,
                    YamlFile.at(SECTION, experiment.name(), "deployments"),
                    "tier \"" + experiment.tier() + "\" begins with " + String.join(", ", experiment.deployments())
                            + " anyway, so the trial would change nothing: name others first");
        }
    }

    private static Experiment experiment(String name, JsonNode entry, Settings settings) {
        return new Experiment(
                name,
                entry.path("description").asText(),
                entry.path("tier").asText(),
                entry.path("share-percent").asDouble(),
                StreamSupport.stream(entry.path("deployments").spliterator(), false)
                        .map(JsonNode::asText)
                        .filter(deployment -> settings.deployment(deployment).isPresent())
                        .toList(),
                Split.of(entry.path("split").asText()).orElse(Split.SESSION),
                from(entry),
                SettingsDates.firstMoment(entry.path("until").asText()),
                guard(entry.path("guard")));
    }

    private static Shadow shadow(String name, JsonNode entry, Settings settings) {
        return new Shadow(
                name,
                entry.path("description").asText(),
                entry.path("tier").asText(),
                entry.path("share-percent").asDouble(),
                settings.deployment(entry.path("deployment").asText()).map(Deployment::name),
                from(entry),
                SettingsDates.firstMoment(entry.path("until").asText()));
    }

    private static Instant from(JsonNode entry) {
        return entry.has("from") ? SettingsDates.firstMoment(entry.path("from").asText()) : Instant.EPOCH;
    }

    private static Guard guard(JsonNode entry) {
        return new Guard(
                entry.path("min-requests").asInt(Guard.USUAL_MIN_REQUESTS),
                number(entry, "max-failure-points"),
                number(entry, "max-cost-percent"),
                number(entry, "max-latency-percent"),
                number(entry, "max-check-points"),
                number(entry, "max-score-points"),
                entry.has("window-hours")
                        ? Duration.ofHours(entry.path("window-hours").asInt())
                        : Guard.USUAL_WINDOW);
    }

    private static Optional<BigDecimal> number(JsonNode entry, String key) {
        return entry.path(key).isNumber() ? Optional.of(entry.path(key).decimalValue()) : Optional.empty();
    }
}
