/** The matrix of callers' dialects and providers' wire formats: what is tried, what was found, and the table of it. */
@NullMarked
package io.fareway.testing.matrix;

import org.jspecify.annotations.NullMarked;
