/** Cohere's chat, version 2. */
@NullMarked
package io.fareway.dialect.cohere;

import org.jspecify.annotations.NullMarked;
