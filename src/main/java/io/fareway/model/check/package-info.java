/** What an answer has to satisfy to count as good. */
@NullMarked
package io.fareway.model.check;

import org.jspecify.annotations.NullMarked;
