package io.fareway.model.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Usage;

/**
 * What the end of a stream tells.
 *
 * @param usage what the answer used, of the attempt that the caller sees
 * @param figures what only the gateway knows (request id, cost in USD), for dialects that have a place for it
 */
public record Closing(Usage usage, ObjectNode figures) {}
