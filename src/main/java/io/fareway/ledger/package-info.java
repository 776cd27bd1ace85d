/** One durable row per attempt, opened before the call and closed after it; knows nothing of HTTP or of routes. */
@NullMarked
package io.fareway.ledger;

import org.jspecify.annotations.NullMarked;
