/** Who may come in, and how many at once: keys and concurrency permits. */
@NullMarked
package io.fareway.admission;

import org.jspecify.annotations.NullMarked;
