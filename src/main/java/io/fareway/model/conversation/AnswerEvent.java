package io.fareway.model.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Usage;

/** One step of a streamed answer. */
public sealed interface AnswerEvent {

    /** One that belongs to one of several answers. */
    sealed interface OfChoice extends AnswerEvent {

        /** The position of that answer, from 0. */
        int choice();
    }

    /**
     * The answer begins. May come more than once; the first counts.
     *
     * @param created seconds since 1970; 0 when the provider does not say
     */
    record Begin(String id, String model, long created) implements AnswerEvent {}

    /** More words of a choice. */
    record TextDelta(int choice, String text) implements OfChoice {}

    /** More of the model's thoughts. */
    record ReasoningDelta(int choice, String text) implements OfChoice {}

    /** The thoughts so far are signed by the provider, or came sealed; see {@link Part.Reasoning}. */
    record ReasoningSeal(int choice, String signature, String sealed) implements OfChoice {}

    /** More words of a refusal. */
    record RefusalDelta(int choice, String text) implements OfChoice {}

    /**
     * A call begins.
     *
     * @param call its position among the calls of this choice, from 0
     * @param signature see {@link Part.ToolCall}; empty for none
     */
    record CallBegin(int choice, int call, String id, String name, String signature) implements OfChoice {}

    /** More of a call's arguments, a piece of JSON text. */
    record CallDelta(int choice, int call, String arguments) implements OfChoice {}

    /** A citation for the text so far. */
    record Cited(int choice, Citation citation) implements OfChoice {}

    /** Log probabilities of the words that came last, in OpenAI's form. */
    record Logprobs(int choice, JsonNode logprobs) implements OfChoice {}

    /**
     * A choice is complete.
     *
     * @param stopSequence the stop text that ended it; empty for none or unknown
     */
    record Finish(int choice, FinishReason reason, String stopSequence) implements OfChoice {}

    /** What was used so far; a later report replaces an earlier one. */
    record Used(Usage usage) implements AnswerEvent {}

    /** The provider reports a failure inside the stream. */
    record Failed(String type, String message) implements AnswerEvent {}

    /** The provider's end mark: nothing follows. */
    record End() implements AnswerEvent {}
}
