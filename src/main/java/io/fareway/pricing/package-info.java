/** What a token costs at a moment: the effective-dated price book, cost arithmetic, and the refresh with its sanity gate. */
@NullMarked
package io.fareway.pricing;

import org.jspecify.annotations.NullMarked;
