/** Requests that wait for a budget to begin anew: a row each, until somebody has fetched the answer. */
@NullMarked
package io.fareway.api.deferred;

import org.jspecify.annotations.NullMarked;
