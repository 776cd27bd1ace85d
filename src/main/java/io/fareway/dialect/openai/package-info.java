/** OpenAI's chat completions, and what its other endpoints share with them. */
@NullMarked
package io.fareway.dialect.openai;

import org.jspecify.annotations.NullMarked;
