package io.fareway.provider;

import java.time.Duration;
import java.util.Optional;

/**
 * A call that did not bring an answer. Always taken to the next candidate by the failover load balancer, whose
 * {@code exception} list names this class.
 *
 * <p>The message carries the deployment and the status, never the provider's body: bodies may hold keys or prompts.
 */
public final class ProviderFault extends Exception {

    /** Whom a fault counts against. */
    public enum Blame {
        /** The provider is ill: counts for its circuit breaker. */
        DEPLOYMENT,
        /** The provider asks us to wait: sets a cool-down, no failure. */
        RATE_LIMIT,
        /** Our key or our name of the model is not accepted there: a person has to mend the set-up. */
        SETUP,
        /** The request does not suit this deployment, or it is busy with others: it is not ill. */
        NOBODY
    }

    private final Blame blame;
    private final int status;
    private final Optional<Duration> retryAfter;

    private ProviderFault(
            Blame blame, int status, String message, Optional<Duration> retryAfter, Optional<Throwable> cause) {
        super(message, cause.orElse(null), true, false);
        this.blame = blame;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** An error status that says the provider is ill. */
    static ProviderFault status(int status, String message) {
        return new ProviderFault(Blame.DEPLOYMENT, status, message, Optional.empty(), Optional.empty());
    }

    /** Status 429. */
    static ProviderFault rateLimited(Optional<Duration> retryAfter) {
        String wait = retryAfter
                .map(duration -> ", asks to wait " + duration.toSeconds() + " s")
                .orElse("");
        return new ProviderFault(Blame.RATE_LIMIT, 429, "status 429" + wait, retryAfter, Optional.empty());
    }

    /** Status 401, 402, 403 or 404: the provider does not accept our key or does not know the model. */
    static ProviderFault setUp(int status) {
        String what = status == 404 ? "does not know this model or address" : "does not accept our key";
        return new ProviderFault(
                Blame.SETUP, status, "status " + status + ": the provider " + what, Optional.empty(), Optional.empty());
    }

    /** The prompt does not fit this deployment's context. */
    static ProviderFault promptTooLong(int status) {
        return new ProviderFault(
                Blame.NOBODY,
                status,
                "status " + status + ": the prompt is too long for this deployment",
                Optional.empty(),
                Optional.empty());
    }

    /** A deployment that was asked to continue an answer refuses, or its answer differs from the one begun. */
    static ProviderFault cannotContinue(int status, String what) {
        return new ProviderFault(Blame.NOBODY, status, what, Optional.empty(), Optional.empty());
    }

    /** As many calls are under way at this provider as are allowed. */
    static ProviderFault busy(int concurrentCalls) {
        return new ProviderFault(
                Blame.NOBODY,
                0,
                concurrentCalls + " calls are under way at this provider already",
                Optional.empty(),
                Optional.empty());
    }

    /** As many calls are under way under each of our keys as are allowed. */
    static ProviderFault busyKeys() {
        return new ProviderFault(
                Blame.NOBODY,
                0,
                "each of our keys has as many calls under way as it may",
                Optional.empty(),
                Optional.empty());
    }

    /** So many large answers are being read that another one would not fit into the memory. */
    static ProviderFault noRoom() {
        return new ProviderFault(
                Blame.NOBODY,
                0,
                "a large answer while too many others are being read",
                Optional.empty(),
                Optional.empty());
    }

    /** An answer that is not what its wire format promises, or that broke off. */
    static ProviderFault broken(int status, String what) {
        return new ProviderFault(Blame.DEPLOYMENT, status, what, Optional.empty(), Optional.empty());
    }

    /** No connection, a reset, or a time limit. */
    static ProviderFault transport(String what, Throwable cause) {
        return new ProviderFault(Blame.DEPLOYMENT, 0, what, Optional.empty(), Optional.of(cause));
    }

    /** Whom it counts against. */
    public Blame blame() {
        return blame;
    }

    /** The provider's status; 0 when there was none. */
    public int status() {
        return status;
    }

    /** How long the provider asks to be left alone. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
