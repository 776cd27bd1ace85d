/** Anthropic's messages: callers', Anthropic's own, and the same models on Vertex AI and Bedrock. */
@NullMarked
package io.fareway.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
