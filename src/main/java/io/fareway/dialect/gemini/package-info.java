/** Google's Gemini: generateContent and streamGenerateContent, at AI Studio and on Vertex AI. */
@NullMarked
package io.fareway.dialect.gemini;

import org.jspecify.annotations.NullMarked;
