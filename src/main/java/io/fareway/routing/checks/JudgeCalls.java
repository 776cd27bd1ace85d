package io.fareway.routing.checks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.AnswerTexts;
import io.fareway.dialect.Translations;
import io.fareway.ledger.Ledger;
import io.fareway.model.Attempt;
import io.fareway.model.Caller;
import io.fareway.model.ChatRequest;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.model.Outcome;
import io.fareway.model.RequestError;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.Judge;
import io.fareway.model.choice.Patience;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RequestWishes;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.Urgency;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.experiment.Trial;
import io.fareway.provider.Availability;
import io.fareway.provider.TokenCounter;
import io.fareway.routing.Planner;
import io.fareway.routing.overrides.Overrides;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * The steps of {@code routes/44-judge.camel.yaml}: one answer is put before a judge, in a call of its own that is booked apart.
 * What its caller forbids a deployment to hear, a judge does not hear either.
 */
@Component
public class JudgeCalls {

    private static final String ENDPOINT = "judge";
    private static final String JUDGED = "judgedJourney";
    private static final String CANDIDATE_ROUTE = "candidateRoute";

    private final Planner planner;
    private final Overrides overrides;
    private final Availability availability;
    private final Translations dialects;
    private final AnswerTexts texts;
    private final TokenCounter tokens;
    private final Ledger ledger;
    private final Clock clock;

    JudgeCalls(
            Planner planner,
            Overrides overrides,
            Availability availability,
            Translations dialects,
            AnswerTexts texts,
            TokenCounter tokens,
            Ledger ledger,
            Clock clock) {
        this.planner = planner;
        this.overrides = overrides;
        this.availability = availability;
        this.dialects = dialects;
        this.texts = texts;
        this.tokens = tokens;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Puts the journey of the judge in place of the one whose answer is judged.
     *
     * @throws RequestError when a limit of the request, of the judge or an operator forbids the call, or nobody can be called
     */
    public void begin(
            Exchange exchange,
            @ExchangeProperty(JudgeDraw.JUDGE) Judge judge,
            @ExchangeProperty(Journey.PROPERTY) Journey answered) {
        exchange.setProperty(JUDGED, answered);
        Deployment deployment =
                answered.settings().deployment(judge.deployment()).orElseThrow();
        Journey journey = journey(judge, answered, JudgeDraw.isWaitedFor(answered));
        exchange.setProperty(Journey.PROPERTY, journey);
        HardLimits limits = planner.limitsOfHearers(answered).withMaxCost(judge.maxCostUsd());
        if (!planner.keepsTo(limits, deployment, journey)
                || overrides.isDrained(deployment, answered.getTier())
                || availability.unavailableFor(deployment).isPresent()) {
            throw RequestError.unservable(deployment.name() + " may not judge this answer now.", List.of());
        }
        journey.plan(List.of(deployment));
        journey.turnTo(deployment);
        exchange.setProperty(CANDIDATE_ROUTE, deployment.routeName());
    }

    /** Its cost is nobody's who asked for the answer, like that of shadows. */
    private Journey journey(Judge judge, Journey answered, boolean callerWaits) {
        Attempt attempt = answered.lastAttempt().orElseThrow();
        ObjectNode question = JudgeQuestion.of(judge, answered.request().conversation(), attempt.said());
        ChatRequest request = new ChatRequest(
                question.toString().getBytes(StandardCharsets.UTF_8),
                question,
                Dialect.OPENAI_CHAT,
                dialects.client(Dialect.OPENAI_CHAT).read(question, ENDPOINT));
        Journey journey = new Journey(
                attempt.id() + ".judge",
                ENDPOINT,
                request,
                answered.settings(),
                clock.instant(),
                System.nanoTime(),
                Optional.empty(),
                answered.job());
        journey.origin(new Origin(Caller.UNNAMED, "", "", Map.of()));
        journey.wishes(wishes(judge, answered, callerWaits));
        journey.assignTier(answered.getTier(), "judges the answer of " + attempt.id());
        journey.promptTokens(tokens.count(request.conversation()));
        journey.handling().trial(Trial.judge(answered.handling().trial()));
        return journey;
    }

    private static RequestWishes wishes(Judge judge, Journey answered, boolean callerWaits) {
        Duration left = answered.remaining(System.nanoTime());
        return new RequestWishes(
                Optional.of(callerWaits && left.compareTo(judge.timeLimit()) < 0 ? left : judge.timeLimit()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Urgency.ORDINARY,
                RoutingRules.NONE,
                Optional.empty(),
                ProviderPreference.NONE,
                Patience.NONE);
    }

    /** Takes the judge's word down with the attempt whose answer it is about; a word without a score changes nothing. */
    public void conclude(
            @ExchangeProperty(JudgeDraw.JUDGE) Judge judge,
            @ExchangeProperty(JUDGED) Journey answered,
            @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        boolean spoke = journey.lastAttempt().flatMap(Attempt::outcome).equals(Optional.of(Outcome.ANSWERED));
        OptionalInt score = spoke ? JudgeQuestion.score(texts.of(journey)) : OptionalInt.empty();
        if (score.isEmpty()) {
            return;
        }
        Attempt attempt = answered.lastAttempt().orElseThrow();
        attempt.score(score.getAsInt());
        if (score.getAsInt() < judge.minScore()) {
            attempt.check(JudgeDraw.FAILED + " " + score.getAsInt() + " of " + Judge.BEST);
        }
        ledger.check(attempt);
    }
}
