package io.fareway.routing;

import io.fareway.model.ChatRequest;
import io.fareway.model.Classification;
import io.fareway.model.ClassifierRules;
import io.fareway.model.ClassifierRules.LengthRule;
import io.fareway.model.ClassifierRules.Structure;
import io.fareway.model.ClassifierRules.TierLimit;
import io.fareway.model.ClassifierRules.WordRule;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.choice.Profile;
import io.fareway.model.conversation.Conversation;
import io.fareway.provider.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * Chooses the tier of a request and says why: the caller's own word first (a model, a tier, a task), then points for
 * prompt length, words and structure, by the rules of {@code config/classifier.yaml}. Where the points nearly reach the next
 * tier up it is unsure, and takes that.
 */
@Component
public class TaskClassifier {

    /** The exchange property that holds the name of the tier. */
    private static final String TIER = "tier";

    private final TokenCounter tokens;

    TaskClassifier(TokenCounter tokens) {
        this.tokens = tokens;
    }

    /**
     * Sets the journey's tier, the reason, and the prompt's length; the routes read the tier as exchange property {@value
     * #TIER}.
     *
     * @throws RequestError when the model asked for is unknown
     */
    public void classify(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        assignTier(journey);
        exchange.setProperty(TIER, journey.getTier());
    }

    /**
     * Sets the journey's tier, the reason, and the prompt's length.
     *
     * @throws RequestError when the model asked for is unknown
     */
    public void assignTier(Journey journey) {
        ChatRequest request = journey.request();
        Settings settings = journey.settings();
        journey.promptTokens(tokens.count(request.conversation()));
        String asked = request.model();
        if (settings.tiers().containsKey(asked)) {
            journey.assignTier(asked, "asked for as model");
        } else if (!asked.equals(Settings.AUTO)) {
            requireServed(asked, settings);
            journey.assignTier(Tier.NAMED, "the caller named " + asked);
        } else {
            Optional<Profile> profile = journey.profile()
                    .flatMap(name ->
                            Optional.ofNullable(settings.routing().profiles().get(name)));
            profile.flatMap(Profile::tier)
                    .ifPresentOrElse(
                            tier -> journey.assignTier(
                                    tier,
                                    "profile " + profile.map(Profile::name).orElseThrow()),
                            () -> byTask(journey, request, settings.classifier()));
        }
    }

    private static void requireServed(String model, Settings settings) {
        if (settings.deployment(model).isPresent() || !settings.serving(model).isEmpty()) {
            return;
        }
        throw RequestError.unknownModel(
                "The model '" + model + "' is not served here. Ask for '" + Settings.AUTO + "', a tier ("
                        + String.join(", ", settings.tiers().keySet()) + "), or one that GET /v1/models lists.");
    }

    private static void byTask(Journey journey, ChatRequest request, ClassifierRules rules) {
        String hint = request.task().toLowerCase(Locale.ROOT);
        String hinted = rules.hints().get(hint);
        if (hinted != null) {
            journey.assignTier(hinted, "task " + hint);
            return;
        }
        Classification made =
                score(request.conversation(), journey.promptTokens(), rules).in(rules);
        journey.classification(made);
        journey.assignTier(made.tier(), made.reason());
    }

    private static Score score(Conversation conversation, long promptTokens, ClassifierRules rules) {
        Score score = new Score();
        for (LengthRule rule : rules.lengths()) {
            if (promptTokens <= rule.upToTokens()) {
                score.add(rule.points(), promptTokens + " tokens");
                break;
            }
        }
        String prompt = PromptText.ofLastUserMessage(conversation);
        for (WordRule rule : rules.words()) {
            if (PromptText.containsAny(prompt, rule.any())) {
                score.add(rule.points(), rule.reason());
            }
        }
        for (Structure structure : Structure.values()) {
            if (rules.structure().containsKey(structure) && PromptStructure.isIn(structure, conversation, prompt)) {
                score.add(
                        rules.structure().get(structure),
                        structure.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        return score;
    }

    private static final class Score {

        private int points;
        private final List<String> reasons = new ArrayList<>();

        void add(int more, String why) {
            points += more;
            if (more != 0) {
                reasons.add(why + (more > 0 ? " +" : " ") + more);
            }
        }

        Classification in(ClassifierRules rules) {
            List<TierLimit> tiers = rules.tiers();
            int place = 0;
            while (place < tiers.size() - 1 && points >= tiers.get(place).below()) {
                place++;
            }
            if (place == tiers.size() - 1) {
                return new Classification(tiers.get(place).tier(), points, OptionalInt.empty(), false, reason());
            }
            int margin = tiers.get(place).below() - points;
            if (margin >= rules.unsureBelow()) {
                return new Classification(tiers.get(place).tier(), points, OptionalInt.of(margin), false, reason());
            }
            String upper = tiers.get(place + 1).tier();
            String why = reason() + ", " + margin + " below " + upper + ": unsure, so " + upper;
            return new Classification(upper, points, OptionalInt.of(margin), true, why);
        }

        String reason() {
            return reasons.isEmpty() ? "nothing special, 0 points" : String.join(", ", reasons) + " = " + points;
        }
    }
}
