/** One call to one provider: the request on its wire format, its answer or its events, and what a fault means. */
@NullMarked
package io.fareway.provider;

import org.jspecify.annotations.NullMarked;
