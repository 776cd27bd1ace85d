/** OpenAI's responses, to callers and providers. */
@NullMarked
package io.fareway.dialect.responses;

import org.jspecify.annotations.NullMarked;
