/** Builders of the shared nouns for tests. */
@NullMarked
package io.fareway.testing;

import org.jspecify.annotations.NullMarked;
