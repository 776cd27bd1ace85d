/**
 * What is said between a caller and a model, in a form that belongs to no vendor: requests, whole answers, and the events
 * of a streamed answer. Every dialect is translated into it and out of it.
 */
@NullMarked
package io.fareway.model.conversation;

import org.jspecify.annotations.NullMarked;
