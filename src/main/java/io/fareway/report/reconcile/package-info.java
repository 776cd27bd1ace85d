/** Holds what a provider says it was used for, and what it charges, against the ledger. */
@NullMarked
package io.fareway.report.reconcile;

import org.jspecify.annotations.NullMarked;
