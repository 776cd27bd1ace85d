/** Keeps requests that belong together at one deployment: pins, sessions, warm prompt caches. */
@NullMarked
package io.fareway.routing.affinity;

import org.jspecify.annotations.NullMarked;
