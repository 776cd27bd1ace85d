/** How much each caller and team may ask for: requests, tokens, and calls at once. */
@NullMarked
package io.fareway.admission.rate;

import org.jspecify.annotations.NullMarked;
