package io.fareway.model;

import java.util.Optional;

/** What earlier attempts of a request leave behind for the next: a refusal, or the beginning of an answer. */
public final class EarlierAttempts {

    private final SentAnswer sent = new SentAnswer();
    private volatile Optional<Answer> refusal = Optional.empty();
    private volatile int contextAbove;
    private volatile boolean diverged;
    private volatile boolean prefilling;

    /** What the client of a stream has received so far, over all attempts. */
    public SentAnswer sent() {
        return sent;
    }

    /** A provider's refusal that the caller gets if no other deployment can do better. */
    public Optional<Answer> refusal() {
        return refusal;
    }

    /** Keeps a refusal because of the prompt's length; only deployments with a larger context may still be asked. */
    public void refusedForLength(Answer words, int contextTokens) {
        this.refusal = Optional.of(words);
        this.contextAbove = Math.max(contextAbove, contextTokens);
    }

    /** Whether a deployment's context may be large enough, by what providers have said. */
    public boolean mayFit(Deployment deployment) {
        return deployment.contextTokens() > contextAbove;
    }

    /** Notes that another deployment's answer differs from what the client has: only a continuation can help now. */
    public void markDiverged() {
        this.diverged = true;
    }

    /** Whether a restarted answer differed from what the client has. */
    public boolean hasDiverged() {
        return diverged;
    }

    /** Whether the attempt under way continues the text that the client has, instead of answering anew. */
    public boolean isPrefilling() {
        return prefilling;
    }

    public void prefilling(boolean continues) {
        this.prefilling = continues;
    }
}
