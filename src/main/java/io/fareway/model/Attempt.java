package io.fareway.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One call to one deployment: opened before the call is sent, filled while it runs, closed once. */
public final class Attempt {

    private final String requestId;
    private final int number;
    private final Deployment deployment;
    private final Instant openedAt;
    private final long openedNanos;

    private volatile long firstByteNanos;
    private Optional<Outcome> outcome = Optional.empty();
    private int httpStatus;
    private boolean repeatable;
    private boolean keyRefused;
    private boolean silent;
    private volatile boolean closed;
    private String error = "";
    private Usage usage = Usage.NONE;
    private Optional<Cost> cost = Optional.empty();
    private Duration duration = Duration.ZERO;
    private List<String> unsupported = List.of();
    private Map<String, String> headersForCaller = Map.of();
    private AttemptKind kind = AttemptKind.CALL;
    private String tier = "";
    private Billing billing = Billing.UNCERTAIN;
    private OwnCount ownCount = OwnCount.NONE;
    private ProviderKey key = ProviderKey.NONE;
    private volatile List<String> said = List.of();
    private volatile String check = "";
    private volatile Optional<ProviderWords> providerWords = Optional.empty();
    private volatile Duration retryAfter = Duration.ZERO;
    private volatile OptionalInt score = OptionalInt.empty();

    /**
     * @param requestId the request it belongs to
     * @param number 1 for the first attempt of a request
     * @param openedAt wall clock at the start
     * @param openedNanos the same moment on the monotonic clock
     */
    public Attempt(String requestId, int number, Deployment deployment, Instant openedAt, long openedNanos) {
        this.requestId = requestId;
        this.number = number;
        this.deployment = deployment;
        this.openedAt = openedAt;
        this.openedNanos = openedNanos;
    }

    /** Unique over all requests: the request's id and the attempt's number. */
    public String id() {
        return requestId + "." + number;
    }

    public String requestId() {
        return requestId;
    }

    public int number() {
        return number;
    }

    public Deployment deployment() {
        return deployment;
    }

    public Instant openedAt() {
        return openedAt;
    }

    /** The words of each choice of its answer, where its tier checks them; none where it calls tools. */
    public List<String> said() {
        return said;
    }

    public void said(List<String> words) {
        this.said = List.copyOf(words);
    }

    /** How its answer stood its tier's checks: {@code passed}, or the check that failed; empty when it was not checked. */
    public String check() {
        return check;
    }

    public void check(String result) {
        this.check = result;
    }

    /** What its tier's judge gave its answer, 0 to 10; empty when it was not judged. */
    public OptionalInt score() {
        return score;
    }

    public void score(int given) {
        this.score = OptionalInt.of(given);
    }

    /** The key that its call carries. */
    public ProviderKey key() {
        return key;
    }

    /** To be said before it is opened. */
    public void key(ProviderKey carried) {
        this.key = carried;
    }

    /** Notes the moment of the answer's first byte, once. */
    public void firstByteAt(long nanos) {
        if (firstByteNanos == 0) {
            firstByteNanos = nanos;
        }
    }

    /** Time to the first byte of the answer's body in ms; empty when none came. */
    public OptionalLong firstByteMillis() {
        return firstByteNanos == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Duration.ofNanos(firstByteNanos - openedNanos).toMillis());
    }

    /** The provider's status; 0 before there is one. */
    public int httpStatus() {
        return httpStatus;
    }

    public void httpStatus(int status) {
        this.httpStatus = status;
    }

    /** What was used so far; estimated when the provider has not said. */
    public Usage usage() {
        return usage;
    }

    public void usage(Usage used) {
        this.usage = used;
    }

    /** Ends the attempt; the first word counts, later ones are ignored. */
    public void end(Outcome how, String errorMessage) {
        if (outcome.isEmpty()) {
            outcome = Optional.of(how);
            error = errorMessage;
        }
    }

    /** Notes that the same call may well succeed when it is repeated at once. */
    public void markRepeatable() {
        repeatable = true;
    }

    /** What its provider said when it did not answer; empty when it did, or said nothing. */
    public Optional<ProviderWords> providerWords() {
        return providerWords;
    }

    public void providerWords(ProviderWords said) {
        providerWords = Optional.of(said);
    }

    /** How long its provider asked to wait when it was ill; zero when it did not ask. */
    public Duration retryAfter() {
        return retryAfter;
    }

    public void retryAfter(Duration asked) {
        retryAfter = asked;
    }

    /** Whether the same call may well succeed when it is repeated at once: one error status, one lost connection. */
    public boolean isRepeatable() {
        return repeatable;
    }

    /** Notes that it ended because the provider was silent for too long. */
    public void markSilent() {
        silent = true;
    }

    /** Whether it ended because the provider was silent for too long. */
    public boolean isSilent() {
        return silent;
    }

    /** Notes that the provider refused our key, not the request. */
    public void markKeyRefused() {
        keyRefused = true;
    }

    /** Whether the provider refused our key: another one may do. */
    public boolean isKeyRefused() {
        return keyRefused;
    }

    /** Headers of the provider's answer that its caller may see. */
    public Map<String, String> headersForCaller() {
        return headersForCaller;
    }

    public void headersForCaller(Map<String, String> allowed) {
        headersForCaller = Map.copyOf(allowed);
    }

    /** Fields of the request that its deployment was not told; see {@link OnUnsupported}. */
    public List<String> unsupported() {
        return unsupported;
    }

    public void unsupported(List<String> fields) {
        this.unsupported = List.copyOf(fields);
    }

    /** How it ended; empty while it runs. */
    public Optional<Outcome> outcome() {
        return outcome;
    }

    /** What went wrong, in one line without the provider's body; empty when nothing did. */
    public String error() {
        return error;
    }

    /** What it costs; empty while it runs and when the price is unknown. */
    public Optional<Cost> cost() {
        return cost;
    }

    public void cost(Optional<Cost> worked) {
        this.cost = worked;
    }

    /** What it was made for. */
    public AttemptKind kind() {
        return kind;
    }

    /** To be said before it is opened. */
    public void kind(AttemptKind purpose) {
        this.kind = purpose;
    }

    /** The tier in which it is made: its request may be sent a tier up afterwards. */
    public String tier() {
        return tier;
    }

    /** To be said before it is opened. */
    public void tier(String ofRequest) {
        this.tier = ofRequest;
    }

    /** Whether its provider charges for it; uncertain while it runs. */
    public Billing billing() {
        return billing;
    }

    public void billing(Billing state) {
        this.billing = state;
    }

    /** What our own tokenizer counts, beside the provider's word. */
    public OwnCount ownCount() {
        return ownCount;
    }

    public void ownCount(OwnCount counted) {
        this.ownCount = counted;
    }

    /** From opening to closing. */
    public Duration duration() {
        return duration;
    }

    public void closedAt(long nanos) {
        this.duration = Duration.ofNanos(nanos - openedNanos);
        this.closed = true;
    }

    /** Whether it has been closed. */
    public boolean isClosed() {
        return closed;
    }
}
