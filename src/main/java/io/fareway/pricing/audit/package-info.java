/** Lists what was once decided about prices and tiers and no longer holds. */
@NullMarked
package io.fareway.pricing.audit;

import org.jspecify.annotations.NullMarked;
