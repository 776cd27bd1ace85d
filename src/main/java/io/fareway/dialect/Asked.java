package io.fareway.dialect;

import io.fareway.model.conversation.Conversation;

/**
 * What a caller asks for.
 *
 * @param model {@code auto}, a tier, a model, or {@code provider/model}
 * @param stream whether the answer is to come as events
 * @param includeUsage whether a stream is to tell its usage
 * @param task the caller's hint about the kind of task; empty for none
 */
public record Asked(String model, boolean stream, boolean includeUsage, String task, Conversation conversation) {}
