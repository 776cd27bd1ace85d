package io.fareway.batch;

import java.util.Optional;

/**
 * The result of one line, ready for the result file.
 *
 * @param line number of the input line
 * @param requestId id of the request in the ledger; empty when there was none
 * @param json the result line, without its line end
 * @param way how it was got
 * @param reason of a failed line, in one word; empty when it did not fail
 */
record LineResult(
        long line,
        Optional<String> customId,
        String requestId,
        boolean failed,
        String json,
        Way way,
        String reason,
        LineCost cost) {

    /** A result of a live call that cost nothing. */
    LineResult(long line, Optional<String> customId, String requestId, boolean failed, String json) {
        this(line, customId, requestId, failed, json, Way.LIVE, "", LineCost.NONE);
    }
}
