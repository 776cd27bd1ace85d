/** Checks finished answers, and sends requests whose answer fails one tier up. */
@NullMarked
package io.fareway.routing.checks;

import org.jspecify.annotations.NullMarked;
