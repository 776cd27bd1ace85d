/** Runs prompt sets against deployments and says how good, fast and dear each one was. */
@NullMarked
package io.fareway.evaluation;

import org.jspecify.annotations.NullMarked;
