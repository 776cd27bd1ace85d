/** Which of several gateways works on what, so that nothing is worked on twice and nothing is left when one dies. */
@NullMarked
package io.fareway.batch.sharing;

import org.jspecify.annotations.NullMarked;
