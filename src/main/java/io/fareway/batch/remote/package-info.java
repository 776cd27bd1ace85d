/** The batch APIs of providers, one class each behind one interface. */
@NullMarked
package io.fareway.batch.remote;

import org.jspecify.annotations.NullMarked;
