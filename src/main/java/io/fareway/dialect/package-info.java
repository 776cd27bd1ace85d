/**
 * The wire formats: one sub-package each, which reads and writes requests, whole answers, streams and errors of its
 * vendor to and from {@link io.fareway.model.conversation}. Knows nothing of routes, providers or prices.
 */
@NullMarked
package io.fareway.dialect;

import org.jspecify.annotations.NullMarked;
