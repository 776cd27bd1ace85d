package io.fareway.routing;

import io.fareway.model.ChatRequest;
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
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * Chooses the tier of a request and says why: the caller's own word first (a model, a tier, a task), then points for
 * prompt length, words and structure, by the rules of {@code config/classifier.yaml}.
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
        Score score = score(request.conversation(), journey.promptTokens(), rules);
        for (TierLimit limit : rules.tiers()) {
            if (score.points < limit.below()) {
                journey.assignTier(limit.tier(), score.reason());
                return;
            }
        }
        journey.assignTier(rules.tiers().getLast().tier(), score.reason());
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

        String reason() {
            return reasons.isEmpty() ? "nothing special, 0 points" : String.join(", ", reasons) + " = " + points;
        }
    }
}
