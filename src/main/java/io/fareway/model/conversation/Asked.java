package io.fareway.model.conversation;

/**
 * What a caller asks for.
 *
 * @param model {@code auto}, a tier, a model, or {@code provider/model}
 * @param stream whether the answer is to come as events
 * @param includeUsage whether a stream is to tell its usage
 * @param task the caller's hint about the kind of task; empty for none
 * @param form how the answer is put on the wire
 */
public record Asked(
        String model, boolean stream, boolean includeUsage, String task, Conversation conversation, AnswerForm form) {

    /** In the usual form. */
    public Asked(String model, boolean stream, boolean includeUsage, String task, Conversation conversation) {
        this(model, stream, includeUsage, task, conversation, AnswerForm.USUAL);
    }

    /** The same with this hint, unless it is empty. */
    public Asked withTask(String hint) {
        return hint.isEmpty() ? this : new Asked(model, stream, includeUsage, hint, conversation, form);
    }
}
