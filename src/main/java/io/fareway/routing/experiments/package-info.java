/** A/B experiments: which side a request is on, what comes first there, and who stops a trial. */
@NullMarked
package io.fareway.routing.experiments;

import org.jspecify.annotations.NullMarked;
