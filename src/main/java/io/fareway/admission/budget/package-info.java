/** Budgets: what a request may cost is reserved before its first call, what it did cost is booked after its last. */
@NullMarked
package io.fareway.admission.budget;

import org.jspecify.annotations.NullMarked;
