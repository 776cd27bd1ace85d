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

    private static final String MIDDLE = "-line-";

    /**
     * What the provider knows a line by; the caller's own name for it is none of its business.
     *
     * @param batch our id of the batch, so that nobody else's result is taken for ours
     */
    static String remoteId(String batch, long line) {
        return batch.replace('_', '-') + MIDDLE + line;
    }

    /** The line of a batch that a provider's result is about; negative when it is about none of ours. */
    static long lineOf(String batch, String remoteId) {
        String prefix = remoteId(batch, 0);
        prefix = prefix.substring(0, prefix.length() - 1);
        String number = remoteId.startsWith(prefix) ? remoteId.substring(prefix.length()) : "";
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : -1;
    }
}
