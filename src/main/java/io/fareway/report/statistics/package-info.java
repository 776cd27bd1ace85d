/** Figures worked out from samples, with their 95 % intervals. */
@NullMarked
package io.fareway.report.statistics;

import org.jspecify.annotations.NullMarked;
