/** Operators' overrides of what the planner would do: who may be called, who comes first, and until when. */
@NullMarked
package io.fareway.routing.overrides;

import org.jspecify.annotations.NullMarked;
