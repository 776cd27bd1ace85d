/** Which deployments may answer a request and in which order: task classifier, planner, candidates. */
@NullMarked
package io.fareway.routing;

import org.jspecify.annotations.NullMarked;
