package io.fareway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Classification;
import io.fareway.model.ClassifierRules;
import io.fareway.model.ClassifierRules.LengthRule;
import io.fareway.model.ClassifierRules.TierLimit;
import io.fareway.model.ClassifierRules.WordRule;
import io.fareway.model.Journey;
import io.fareway.model.Settings;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Role;
import io.fareway.provider.TokenCounter;
import io.fareway.testing.Journeys;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tier a task gets by its points, and what happens near the border of two tiers. */
class TaskClassifierTest {

    private final TaskClassifier classifier = new TaskClassifier(new TokenCounter());

    @ParameterizedTest
    @CsvSource({
        "one, 0, simple, 1, false",
        "two, 0, medium, 3, false",
        "one, 1, simple, 1, false",
        "one, 2, medium, 1, true",
        "none, 2, simple, 2, false",
        "two, 3, medium, 3, false",
        "two, 4, complex, 3, true",
        "five, 9, complex, , false"
    })
    void pointsBelowALimit_byLessThanTheMarginSet_goToTheUpperTier(
            String word, int unsureBelow, String tier, @Nullable Integer margin, boolean unsure) {
        Journey journey = classified(word, unsureBelow);

        Classification made = journey.classification().orElseThrow();
        assertThat(journey.getTier()).isEqualTo(tier);
        assertThat(made.tier()).isEqualTo(tier);
        assertThat(made.margin()).isEqualTo(margin == null ? OptionalInt.empty() : OptionalInt.of(margin));
        assertThat(made.unsure()).isEqualTo(unsure);
    }

    @Test
    void doubt_isToldWithScoreMarginAndReason() {
        Journey journey = classified("one", 2);

        assertThat(journey.classification().orElseThrow().score()).isEqualTo(1);
        assertThat(journey.tierReason()).isEqualTo("one word +1 = 1, 1 below medium: unsure, so medium");
    }

    private Journey classified(String word, int unsureBelow) {
        ClassifierRules rules = new ClassifierRules(
                Map.of(),
                List.of(new LengthRule(Integer.MAX_VALUE, 0)),
                List.of(
                        new WordRule(List.of("one"), 1, "one word"),
                        new WordRule(List.of("two"), 2, "two words"),
                        new WordRule(List.of("five"), 5, "five words")),
                Map.of(),
                List.of(
                        new TierLimit("simple", 2),
                        new TierLimit("medium", 5),
                        new TierLimit("complex", Integer.MAX_VALUE)),
                unsureBelow);
        Journey journey = Journeys.journey("r1")
                .settings(new Settings(Map.of(), Map.of(), Map.of(), rules, List.of(), ""))
                .says(Conversation.of(List.of(Message.of(Role.USER, word))))
                .build();
        classifier.assignTier(journey);
        return journey;
    }
}
