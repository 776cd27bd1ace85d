package io.fareway.batch;

import java.util.Optional;

/**
 * The result of one line, ready for the result file.
 *
 * @param line number of the input line
 * @param requestId id of the request in the ledger; empty when there was none
 * @param json the result line, without its line end
 */
record LineResult(long line, Optional<String> customId, String requestId, boolean failed, String json) {}
