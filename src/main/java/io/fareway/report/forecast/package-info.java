/** Says what a month will cost, and how sure that is. */
@NullMarked
package io.fareway.report.forecast;

import org.jspecify.annotations.NullMarked;
