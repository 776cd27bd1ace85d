/** What a translated request still says, and what a caller was told, in a form that can be compared. */
@NullMarked
package io.fareway.testing.translation;

import org.jspecify.annotations.NullMarked;
