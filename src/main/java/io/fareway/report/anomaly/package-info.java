/** Notices hours whose cost is out of line, and says why. */
@NullMarked
package io.fareway.report.anomaly;

import org.jspecify.annotations.NullMarked;
