package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.NearestName;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks the {@code checks} of tiers: patterns that can be read, judges that are known, and escalations that lead to a tier and end somewhere. */
final class SettingsChecksCheck {

    private static final String ESCALATE_TO = "escalate-to";

    private final SettingsSources sources;
    private final SettingsProblems problems;

    SettingsChecksCheck(SettingsSources sources, SettingsProblems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    void run() {
        sources.tierEntries().properties().forEach(tier -> {
            JsonNode checks = tier.getValue().path("checks");
            JsonPointer at = YamlFile.at("tiers", tier.getKey(), "checks");
            checkPattern(checks.path("must-match"), at.appendProperty("must-match"));
            JsonNode refusals = checks.path("refusals");
            for (int i = 0; i < refusals.size(); i++) {
                checkPattern(refusals.path(i), at.appendProperty("refusals").appendIndex(i));
            }
            checkJudge(checks.path("judge"), at.appendProperty("judge"));
            if (checks.has(ESCALATE_TO)) {
                checkWay(tier.getKey(), checks.path(ESCALATE_TO).asText(), at.appendProperty(ESCALATE_TO));
            }
        });
    }

    private void checkPattern(JsonNode pattern, JsonPointer at) {
        if (pattern.isTextual()) {
            try {
                Pattern.compile(pattern.textValue());
            } catch (PatternSyntaxException wrong) {
                problems.add(sources.tiers(), at, "is no regular expression: " + wrong.getDescription());
            }
        }
    }

    private void checkJudge(JsonNode judge, JsonPointer at) {
        String name = judge.path("deployment").asText();
        if (judge.isObject() && !sources.deploymentNames().contains(name)) {
            problems.add(
                    sources.tiers(),
                    at.appendProperty("deployment"),
                    "unknown deployment \"" + name + "\"" + NearestName.hint(name, sources.deploymentNames())
                            + ": correct the name or add it to models.yaml");
        }
    }

    private void checkWay(String tier, String upper, JsonPointer at) {
        if (!sources.tierNames().contains(upper)) {
            problems.add(
                    sources.tiers(),
                    at,
                    "unknown tier \"" + upper + "\"" + NearestName.hint(upper, sources.tierNames())
                            + ": correct the name or add it to tiers.yaml");
            return;
        }
        Set<String> passed = new HashSet<>(Set.of(tier));
        for (String next = upper; !next.isEmpty(); next = escalation(next)) {
            if (!passed.add(next)) {
                problems.add(sources.tiers(), at, "the way up from \"" + tier + "\" comes back to \"" + next + "\"");
                return;
            }
        }
    }

    private String escalation(String tier) {
        return sources.tierEntries().path(tier).path("checks").path(ESCALATE_TO).asText("");
    }
}
