/** The two sides of an experiment, compared from the ledger with 95 % intervals. */
@NullMarked
package io.fareway.report.experiments;

import org.jspecify.annotations.NullMarked;
