/** Replays a period of the ledger under other settings, and says what would have become of it. */
@NullMarked
package io.fareway.routing.whatif;

import org.jspecify.annotations.NullMarked;
