package io.fareway.report;

/**
 * An error that ended attempts.
 *
 * @param outcome failed, refused or uncertain
 * @param httpStatus the provider's status; 0 when there was none
 * @param message one line; may hold text of a provider
 * @param attempts how many it ended
 */
record FrequentError(String deployment, String outcome, int httpStatus, String message, long attempts) {}
