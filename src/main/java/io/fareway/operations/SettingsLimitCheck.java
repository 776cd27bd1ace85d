package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/** Checks that the classifier's limits rise and that the last entry of each list takes the rest. */
final class SettingsLimitCheck {

    private final YamlFile classifier;
    private final SettingsProblems problems;

    SettingsLimitCheck(YamlFile classifier, SettingsProblems problems) {
        this.classifier = classifier;
        this.problems = problems;
    }

    void run() {
        checkRising("lengths", "up-to-tokens");
        checkRising("tiers", "below");
    }

    private void checkRising(String section, String key) {
        JsonNode entries = classifier.section(section);
        OptionalLong before = OptionalLong.empty();
        for (int i = 0; i < entries.size(); i++) {
            JsonPointer at = YamlFile.at(section).appendIndex(i);
            JsonNode limit = entries.path(i).path(key);
            boolean last = i == entries.size() - 1;
            if (last && !limit.isMissingNode()) {
                problems.add(
                        classifier, at, "the last entry of " + section + " takes the rest: remove \"" + key + "\"");
            } else if (!last && limit.isMissingNode()) {
                problems.add(
                        classifier, at, "only the last entry of " + section + " goes without \"" + key + "\": add it");
            } else if (before.isPresent() && !last && limit.asLong() <= before.getAsLong()) {
                problems.add(
                        classifier,
                        at,
                        "\"" + key + "\" must rise, " + limit + " follows " + before.getAsLong()
                                + ": order the entries");
            }
            before = limit.isMissingNode() ? before : OptionalLong.of(limit.asLong());
        }
    }
}
