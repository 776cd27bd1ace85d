/** What the ledger's figures say to a person: daily reports as HTML, CSV and JSON. Reads the ledger's tables only. */
@NullMarked
package io.fareway.report;

import org.jspecify.annotations.NullMarked;
