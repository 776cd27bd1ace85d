package io.fareway.evaluation;

import io.fareway.api.ChatRequestReader;
import io.fareway.api.RequestIds;
import io.fareway.dialect.AnswerTexts;
import io.fareway.dialect.Translations;
import io.fareway.model.Attempt;
import io.fareway.model.ChatRequest;
import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.TokenClass;
import io.fareway.model.check.AnswerCheck;
import io.fareway.model.check.Objection;
import io.fareway.model.check.UnusableCheckException;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.experiment.Trial;
import io.fareway.provider.TokenCounter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Makes a request of a prompt, has it answered by one deployment, and checks the answer. */
@Component
class EvaluationCalls {

    static final String ENDPOINT = "evaluation";

    private final EvaluationGateway gateway;
    private final ChatRequestReader reader;
    private final Translations dialects;
    private final AnswerTexts texts;
    private final TokenCounter tokens;
    private final RequestIds ids;
    private final Clock clock;

    EvaluationCalls(
            EvaluationGateway gateway,
            ChatRequestReader reader,
            Translations dialects,
            AnswerTexts texts,
            TokenCounter tokens,
            RequestIds ids,
            Clock clock) {
        this.gateway = gateway;
        this.reader = reader;
        this.dialects = dialects;
        this.texts = texts;
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
    }

    /** Sends a prompt to a deployment and waits for the end. */
    Sample call(Prompt prompt, Deployment deployment, PromptSet set, Settings settings) {
        ChatRequest request = reader.read(prompt.to(deployment.name()), Dialect.OPENAI_CHAT, ENDPOINT, "");
        TimedStream stream =
                new TimedStream(dialects.client(Dialect.OPENAI_CHAT).writer(request.asked()));
        Journey journey = new Journey(
                ids.next(), ENDPOINT, request, settings, clock.instant(), System.nanoTime(), Optional.of(stream), "");
        journey.assignTier(Tier.NAMED, "evaluation of " + set.name());
        journey.promptTokens(tokens.count(request.conversation()));
        journey.handling().trial(Trial.evaluation(set.name(), deployment.name()));
        journey.plan(List.of(deployment));
        journey.turnTo(deployment);
        String thrown = gateway.call(journey);
        return sample(prompt, journey, stream, thrown);
    }

    private Sample sample(Prompt prompt, Journey journey, TimedStream stream, String thrown) {
        Optional<Attempt> attempt = journey.lastAttempt();
        boolean answered = attempt.flatMap(Attempt::outcome).equals(Optional.of(Outcome.ANSWERED));
        String answer = answered ? texts.of(journey) : "";
        long output = attempt.map(made -> made.usage().of(TokenClass.OUTPUT)).orElse(0L);
        return new Sample(
                prompt.id(),
                answered
                        ? ""
                        : attempt.map(Attempt::error)
                                .filter(error -> !error.isEmpty())
                                .orElse(thrown),
                answer,
                answered
                        ? prompt.checks().stream()
                                .map(check -> new Sample.Checked(check.label(), objection(check, answer)))
                                .toList()
                        : List.of(),
                attempt.map(Attempt::firstByteMillis).orElse(OptionalLong.empty()),
                answered && output > 1
                        ? OptionalLong.of(stream.speakingNanos() / (output - 1) / 1_000)
                        : OptionalLong.empty(),
                attempt.map(Attempt::duration).orElse(Duration.ZERO).toMillis(),
                output,
                attempt.flatMap(Attempt::cost).map(Cost::usd));
    }

    /** A check that cannot say is told like one that fails: it holds for nobody's answers. */
    private static Optional<String> objection(AnswerCheck check, String answer) {
        try {
            return check.objection(answer).map(Objection::text);
        } catch (UnusableCheckException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
