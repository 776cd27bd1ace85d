package io.fareway.batch;

/**
 * A line inside a provider's batch.
 *
 * @param requestId of its request in the ledger
 * @param spoolOffset where its request stands in our copy of the batch's file
 * @param spoolBytes its length there, without the line end
 */
record ProviderBatchLine(
        long line,
        String customId,
        String requestId,
        String tier,
        String tierReason,
        long spoolOffset,
        int spoolBytes) {

    private static final String PREFIX = "line-";

    /** What the provider knows the line by; the caller's own name for it is none of its business. */
    String remoteId() {
        return remoteId(line);
    }

    static String remoteId(long line) {
        return PREFIX + line;
    }

    /** The line that a provider's result is about; negative when it is about none of ours. */
    static long lineOf(String remoteId) {
        String number = remoteId.startsWith(PREFIX) ? remoteId.substring(PREFIX.length()) : "";
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : -1;
    }
}
