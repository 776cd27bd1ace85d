/** Tests of the ledger, on every database it runs on. */
@NullMarked
package io.fareway.ledger;

import org.jspecify.annotations.NullMarked;
