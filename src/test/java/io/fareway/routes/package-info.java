/** Tests of the files in routes/, one file at a time, and the check that every node of them was visited. */
@NullMarked
package io.fareway.routes;

import org.jspecify.annotations.NullMarked;
