package io.fareway.model;

import io.fareway.model.choice.RequestWishes;
import io.fareway.model.choice.Selection;
import io.fareway.model.choice.TierChecks;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The way of one request through the gateway. One mutable object, set as exchange property {@link #PROPERTY} before the
 * failover load balancer copies the exchange, so that what an attempt leaves behind is seen by the next one.
 */
public final class Journey {

    /** Name of the exchange property that holds the journey. */
    public static final String PROPERTY = "journey";

    private final String id;
    private final String endpoint;
    private final ChatRequest request;
    private final Settings settings;
    private final Instant receivedAt;
    private final long receivedNanos;
    private final Optional<AnswerStream> stream;
    private final String job;
    private final Attempts attempts = new Attempts();

    private volatile String tier = "";
    private volatile String tierReason = "";
    private volatile Optional<Classification> classification = Optional.empty();
    private volatile List<Deployment> plan = List.of();
    private volatile Optional<Deployment> candidate = Optional.empty();
    private final Turns turns = new Turns();
    private volatile Optional<Answer> answer = Optional.empty();
    private volatile Optional<BigDecimal> baselineUsd = Optional.empty();
    private volatile long promptTokens;
    private volatile RequestWishes wishes = RequestWishes.NONE;
    private volatile Selection selection = Selection.NONE;
    private volatile Origin origin;
    private final Handling handling = new Handling();
    private final Ending ending = new Ending();
    private final EarlierAttempts earlier = new EarlierAttempts();

    /**
     * @param id unique, sorted by time
     * @param endpoint the path it came in by, or {@code batch}
     * @param receivedAt wall clock
     * @param receivedNanos the same moment on the monotonic clock
     * @param stream where events go; empty for plain answers
     * @param job id of the batch job it belongs to; empty for none
     */
    public Journey(
            String id,
            String endpoint,
            ChatRequest request,
            Settings settings,
            Instant receivedAt,
            long receivedNanos,
            Optional<AnswerStream> stream,
            String job) {
        this.id = id;
        this.endpoint = endpoint;
        this.request = request;
        this.settings = settings;
        this.receivedAt = receivedAt;
        this.receivedNanos = receivedNanos;
        this.stream = stream;
        this.job = job;
        this.origin = Origin.of(Caller.UNNAMED, "", request.json());
    }

    public String id() {
        return id;
    }

    public String endpoint() {
        return endpoint;
    }

    public ChatRequest request() {
        return request;
    }

    public Settings settings() {
        return settings;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    public long receivedNanos() {
        return receivedNanos;
    }

    public Optional<AnswerStream> stream() {
        return stream;
    }

    public String job() {
        return job;
    }

    /** For whom it is made. */
    public Origin origin() {
        return origin;
    }

    public void origin(Origin known) {
        this.origin = known;
    }

    /** The profile it asks for, else that of its caller. */
    public Optional<String> profile() {
        return wishes.profile().or(() -> Optional.of(caller().profile()).filter(name -> !name.isEmpty()));
    }

    /** Who holds the key it came with; {@link Caller#UNNAMED} for none. */
    public Caller caller() {
        return origin.caller();
    }

    /** What limits, overrides and experiments did about it. */
    public Handling handling() {
        return handling;
    }

    /** The tier chosen; empty before that. */
    public String getTier() {
        return tier;
    }

    /** Why this tier, in a few words. */
    public String tierReason() {
        return tierReason;
    }

    /** What the classifier made of it; empty where the caller, a hint or a profile chose the tier. */
    public Optional<Classification> classification() {
        return classification;
    }

    public void classification(Classification made) {
        this.classification = Optional.of(made);
    }

    /** Sets tier and reason. */
    public void assignTier(String name, String reason) {
        this.tier = name;
        this.tierReason = reason;
    }

    /** Prompt length as the tokenizer counts it; providers may count a little differently. */
    public long promptTokens() {
        return promptTokens;
    }

    public void promptTokens(long tokens) {
        this.promptTokens = tokens;
    }

    /** The candidates in the order in which they will be tried. */
    public List<Deployment> plan() {
        return plan;
    }

    public void plan(List<Deployment> candidates) {
        this.plan = List.copyOf(candidates);
    }

    /** The candidate whose turn it is. */
    public Optional<Deployment> candidate() {
        return candidate;
    }

    /** Starts a further attempt. */
    public Attempt startAttempt(Deployment deployment, Instant now, long nanos) {
        Attempt attempt = new Attempt(id, attempts().size() + 1, deployment, now, nanos);
        attempt.kind(handling.trial().kind());
        attempt.tier(tier);
        attempts.add(attempt);
        return attempt;
    }

    /** All attempts so far, oldest first. */
    public List<Attempt> attempts() {
        return attempts.all();
    }

    /** The attempt under way or ended last; empty before the first. */
    public Optional<Attempt> lastAttempt() {
        return attempts.last();
    }

    /** What became of its turns so far. */
    public Turns turns() {
        return turns;
    }

    /** The attempt that the caller's answer is from: the last one that answered, else the last. */
    public Optional<Attempt> decisiveAttempt() {
        return ending.isCancelled() ? attempts.last() : attempts.lastAnswered();
    }

    /** Gives the turn to a deployment of the plan. */
    public void turnTo(Deployment deployment) {
        candidate = Optional.of(deployment);
        turns.given(attempts().size());
    }

    /** What the caller asks for besides the answer. */
    public RequestWishes wishes() {
        return wishes;
    }

    public void wishes(RequestWishes asked) {
        this.wishes = asked;
    }

    /** How the candidates were chosen; {@link Selection#NONE} before that. */
    public Selection selection() {
        return selection;
    }

    public void selection(Selection made) {
        this.selection = made;
    }

    /** What happens to fields that this deployment's wire format cannot say. */
    public OnUnsupported onUnsupported(Deployment deployment) {
        return wishes.onUnsupported().orElse(deployment.wire().onUnsupported());
    }

    /** What its answer must satisfy, as its tier says. */
    public Optional<TierChecks> checks() {
        return settings.routing().checksOf(tier);
    }

    /** The settings of the tier that was chosen. */
    public Tier tierSettings() {
        Tier known = settings.tiers().get(tier);
        return known == null ? Tier.named() : known;
    }

    /**
     * How long the attempts of this request may still take together.
     *
     * @param nanos now, on the monotonic clock
     * @return negative when the deadline has passed
     */
    public Duration remaining(long nanos) {
        Duration deadline = ending.isStopped()
                ? Duration.ZERO
                : wishes.deadline().orElseGet(() -> tierSettings().deadline());
        return deadline.minusNanos(nanos - receivedNanos);
    }

    /** What happens when its stream breaks. */
    public StreamRecovery recovery() {
        return wishes.recovery().orElseGet(() -> tierSettings().recovery());
    }

    /** What its attempts so far leave behind for the next. */
    public EarlierAttempts earlier() {
        return earlier;
    }

    /** How it may be ended before its time. */
    public Ending ending() {
        return ending;
    }

    /** What the caller gets; empty until a provider has answered. */
    public Optional<Answer> answer() {
        return answer;
    }

    public void answer(Answer whole) {
        this.answer = Optional.of(whole);
    }

    /** What the baseline deployment would have charged, in USD; empty when nothing was answered or its price is unknown. */
    public Optional<BigDecimal> baselineUsd() {
        return baselineUsd;
    }

    public void baselineUsd(Optional<BigDecimal> usd) {
        this.baselineUsd = usd;
    }

    /** Cost of all attempts in USD; empty when one that used tokens has no known price. */
    public Optional<BigDecimal> costUsd() {
        return attempts.costUsd();
    }
}
