package io.fareway.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fareway.model.AnswerStream;
import io.fareway.model.Attempt;
import io.fareway.model.ChatRequest;
import io.fareway.model.ClassifierRules;
import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.Settings;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds journeys: {@code Journeys.journey("r1").task("summary").build()}. Whatever a test does not say has a plain
 * value: a request for {@code auto} by {@code /v1/chat/completions}, received at {@link #RECEIVED}, in tier simple.
 */
public final class Journeys {

    /** When journeys are received unless a test says otherwise. */
    public static final Instant RECEIVED = Instant.parse("2026-03-01T10:15:30.250Z");

    /** A real-looking deployment. */
    public static final Deployment GROQ =
            new Deployment("groq", "llama-3.3-70b", "llama-3.3-70b-versatile", 131_072, "", false);

    /** Settings that name a baseline and nothing else. */
    public static final Settings SETTINGS = new Settings(
            Map.of(),
            Map.of(),
            Map.of(),
            new ClassifierRules(Map.of(), List.of(), List.of(), Map.of(), List.of()),
            List.of(),
            "openai/gpt-4.1");

    private final String id;
    private Settings settings = SETTINGS;
    private Instant receivedAt = RECEIVED;
    private String model = Settings.AUTO;
    private String task = "";
    private String job = "";
    private Conversation conversation = Conversation.of(List.of());
    private Optional<AnswerStream> stream = Optional.empty();

    private Journeys(String id) {
        this.id = id;
    }

    /** Starts a journey of this id. */
    public static Journeys journey(String id) {
        return new Journeys(id);
    }

    /** Settings of the request. */
    public Journeys settings(Settings used) {
        this.settings = used;
        return this;
    }

    /** Moment of receipt. */
    public Journeys receivedAt(Instant moment) {
        this.receivedAt = moment;
        return this;
    }

    /** What the caller asks for. */
    public Journeys model(String asked) {
        this.model = asked;
        return this;
    }

    /** The caller's hint. */
    public Journeys task(String hint) {
        this.task = hint;
        return this;
    }

    /** What is said. */
    public Journeys says(Conversation said) {
        this.conversation = said;
        return this;
    }

    /** The batch job it belongs to. */
    public Journeys job(String jobId) {
        this.job = jobId;
        return this;
    }

    /** Makes it a streamed request whose events go here. */
    public Journeys stream(AnswerStream events) {
        this.stream = Optional.of(events);
        return this;
    }

    /** The journey, in tier simple, without attempts. */
    public Journey build() {
        ChatRequest request = new ChatRequest(
                "{}".getBytes(StandardCharsets.UTF_8),
                JsonNodeFactory.instance.objectNode(),
                Dialect.OPENAI_CHAT,
                new Asked(model, stream.isPresent(), false, task, conversation));
        Journey journey = new Journey(
                id,
                job.isEmpty() ? "/v1/chat/completions" : "batch",
                request,
                settings,
                receivedAt,
                System.nanoTime(),
                stream,
                job);
        journey.assignTier("simple", "short prompt");
        return journey;
    }

    /** Starts an attempt at {@link #GROQ}, five milliseconds after receipt. */
    public static Attempt attempt(Journey journey) {
        return journey.startAttempt(GROQ, journey.receivedAt().plusMillis(5), System.nanoTime());
    }

    /** Ends an attempt as answered: 1,000 prompt and 200 answer tokens for 0.000748 USD. */
    public static Attempt answered(Attempt attempt) {
        attempt.httpStatus(200);
        attempt.usage(Usage.ofText(1_000, 200, false));
        attempt.cost(Optional.of(new Cost(
                new BigDecimal("0.000748"),
                Map.of(TokenClass.INPUT, new BigDecimal("0.00059"), TokenClass.OUTPUT, new BigDecimal("0.000158")),
                attempt.deployment().name() + "@2026-01-01T00:00:00Z")));
        attempt.end(Outcome.ANSWERED, "");
        return attempt;
    }

    /** Ends an attempt as failed with status 503, without usage. */
    public static Attempt failed(Attempt attempt) {
        attempt.httpStatus(503);
        attempt.end(Outcome.FAILED, "503 from " + attempt.deployment().name());
        return attempt;
    }
}
