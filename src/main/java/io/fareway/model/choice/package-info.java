/** What decides who answers: traits of deployments, limits, policies, profiles, wishes, and the choice itself. */
@NullMarked
package io.fareway.model.choice;

import org.jspecify.annotations.NullMarked;
