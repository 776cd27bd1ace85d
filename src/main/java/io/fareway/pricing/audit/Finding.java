package io.fareway.pricing.audit;

/**
 * Something that no longer holds.
 *
 * @param kind for example {@code stale_price}
 * @param subject the deployment it is about, or the tier and the deployment
 * @param text what was found, in one sentence
 * @param advice what to do about it
 */
record Finding(String kind, String subject, String text, String advice) {}
