/** Replicate's predictions. */
@NullMarked
package io.fareway.dialect.replicate;

import org.jspecify.annotations.NullMarked;
