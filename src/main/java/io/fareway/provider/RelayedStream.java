package io.fareway.provider;

import io.fareway.dialect.StreamReader;
import io.fareway.model.Answer;
import io.fareway.model.AnswerStream;
import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.SentAnswer;
import io.fareway.model.StreamRecovery;
import io.fareway.model.Usage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.StreamWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One streamed answer while it passes through: what it said so far, and whether it is whole. Nothing is sent to the
 * caller before the first content, so that a provider which accepts and then fails can still be replaced unseen.
 */
final class RelayedStream {

    private final Journey journey;
    private final Attempt attempt;
    private final AnswerStream client;
    private final StreamReader reader;
    private final StreamWriter writer;
    private final boolean passes;
    private final SentAnswer sent;
    private final Continuation continuation;
    private final AnswerProgress progress;

    private final List<byte[]> heldBack = new ArrayList<>();
    private final List<AnswerEvent> heldBackEvents = new ArrayList<>();
    private boolean clientGone;

    /**
     * Begins to relay.
     *
     * @param passes whether the provider speaks the caller's dialect, so that its bytes can be handed on
     */
    RelayedStream(Journey journey, Attempt attempt, AnswerStream client, StreamReader reader, boolean passes) {
        this.journey = journey;
        this.attempt = attempt;
        this.client = client;
        this.reader = reader;
        this.writer = client.writer();
        this.sent = journey.earlier().sent();
        this.continuation = new Continuation(journey, client.isOpen());
        this.passes = passes && !continuation.isNeeded();
        this.progress =
                new AnswerProgress(journey.request().conversation().sampling().choices());
    }

    /**
     * Takes one frame.
     *
     * @return false when nothing further is of interest: the end mark was read, or the caller is gone
     * @throws ProviderFault when it reports an error or contradicts what the caller already has
     */
    boolean take(Frame frame) throws ProviderFault {
        attempt.firstByteAt(System.nanoTime());
        List<AnswerEvent> events = reader.read(frame);
        for (AnswerEvent event : events) {
            if (event instanceof AnswerEvent.Failed failure) {
                ErrorNotes.keep(journey, attempt, failure);
                throw ProviderFault.broken(attempt.httpStatus(), "the stream reported an error");
            }
            progress.note(event);
        }
        if (passes) {
            pass(frame, events);
        } else {
            for (AnswerEvent event : events) {
                translate(event);
            }
        }
        return !progress.hasEnded() && !clientGone;
    }

    private void pass(Frame frame, List<AnswerEvent> events) {
        List<AnswerEvent> identified = new ArrayList<>(events);
        identified.replaceAll(event -> event instanceof AnswerEvent.Begin begin ? identified(begin) : event);
        byte[] bytes = writer.pass(frame, identified);
        heldBackEvents.addAll(identified);
        tell(bytes);
    }

    private void translate(AnswerEvent event) throws ProviderFault {
        AnswerEvent identified = event instanceof AnswerEvent.Begin begin ? identified(begin) : event;
        Optional<AnswerEvent> unseen =
                continuation.isNeeded() ? continuation.unseenPartOf(identified) : Optional.of(identified);
        if (unseen.isPresent()) {
            byte[] bytes = writer.write(unseen.get());
            heldBackEvents.add(unseen.get());
            tell(bytes);
        }
    }

    private AnswerEvent.Begin identified(AnswerEvent.Begin begin) {
        return new AnswerEvent.Begin(
                begin.id().isEmpty() ? journey.id() : begin.id(),
                begin.model().isEmpty() ? attempt.deployment().providerModel() : begin.model(),
                begin.created() == 0 ? journey.receivedAt().getEpochSecond() : begin.created());
    }

    private void tell(byte[] bytes) {
        if (bytes.length > 0) {
            heldBack.add(bytes);
        }
        boolean maySend = progress.hasContent() && journey.recovery() != StreamRecovery.BUFFER;
        if (client.isOpen() || maySend) {
            release();
        }
    }

    private void release() {
        client.open(JourneyHeaders.of(journey));
        heldBack.forEach(bytes -> clientGone = clientGone || !client.send(bytes));
        heldBack.clear();
        heldBackEvents.forEach(sent::add);
        heldBackEvents.clear();
    }

    /** Whether the model has said anything: from then on tokens are owed. */
    boolean hasContent() {
        return progress.hasContent();
    }

    /** Whether every choice that began has come to its finish. */
    boolean isFinished() {
        return progress.isFinished();
    }

    /** How much this provider itself said so far, in characters. */
    int length() {
        return progress.length();
    }

    /** What this provider itself said so far. */
    String answerText() {
        return progress.text();
    }

    /** What the provider reports to have used; empty when it has not. */
    Optional<Usage> usage() {
        return progress.usage();
    }

    /**
     * Decides how the stream ended.
     *
     * @throws ProviderFault when it was cut short
     */
    void end() throws ProviderFault {
        if (clientGone) {
            attempt.end(Outcome.CANCELLED, "the caller went away");
            return;
        }
        if (!progress.isWhole()) {
            throw ProviderFault.broken(attempt.httpStatus(), "the stream ended before the answer was whole");
        }
        continuation.requireCaughtUp();
        release();
        if (journey.checks().isPresent() && sent.onlyText()) {
            attempt.said(List.of(sent.transcript()));
        }
        attempt.end(Outcome.ANSWERED, "");
        journey.answer(new Answer(200, "text/event-stream", new byte[0]));
    }
}
