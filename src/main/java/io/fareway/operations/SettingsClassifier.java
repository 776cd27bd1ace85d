package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.ClassifierRules;
import io.fareway.model.ClassifierRules.LengthRule;
import io.fareway.model.ClassifierRules.Structure;
import io.fareway.model.ClassifierRules.TierLimit;
import io.fareway.model.ClassifierRules.WordRule;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Builds the classifier's rules from a checked file. */
final class SettingsClassifier {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private SettingsClassifier() {}

    static ClassifierRules rules(YamlFile file) {
        Map<String, String> hints = new HashMap<>();
        file.section("hints")
                .properties()
                .forEach(hint -> hints.put(hint.getKey(), hint.getValue().asText()));
        Map<Structure, Integer> structure = new EnumMap<>(Structure.class);
        file.section("structure")
                .properties()
                .forEach(entry -> structure.put(
                        structure(entry.getKey()), entry.getValue().asInt()));
        return new ClassifierRules(
                hints,
                each(file.section("lengths"), SettingsClassifier::length),
                each(file.section("words"), SettingsClassifier::word),
                structure,
                each(file.section("tiers"), SettingsClassifier::tierLimit),
                file.section("unsure-below").asInt(0));
    }

    private static Structure structure(String label) {
        return Structure.valueOf(label.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static LengthRule length(JsonNode entry) {
        return new LengthRule(
                entry.path("up-to-tokens").asInt(NO_LIMIT), entry.path("points").asInt());
    }

    private static WordRule word(JsonNode entry) {
        return new WordRule(
                each(entry.path("any"), JsonNode::asText),
                entry.path("points").asInt(),
                entry.path("reason").asText());
    }

    private static TierLimit tierLimit(JsonNode entry) {
        return new TierLimit(entry.path("tier").asText(), entry.path("below").asInt(NO_LIMIT));
    }

    private static <T> List<T> each(JsonNode list, Function<JsonNode, T> build) {
        return StreamSupport.stream(list.spliterator(), false).map(build).toList();
    }
}
